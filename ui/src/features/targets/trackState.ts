/** What a stand says in a word or a sentence. Pure. */
import type { TFunction } from "i18next";
import type { Stand, Tracking } from "./trackApi";

/** Less than should be by now; for an at-most target more. */
export function isBehind({ attained, should_be: due }: Pick<Stand, "attained" | "should_be">, aim: string): boolean {
  if (due === null) return false;
  return aim === "at_most" ? attained > due : attained < due;
}

interface Words {
  percent: (ratio: number) => string;
  short: (value: number) => string;
}

/** The page's one sentence: the first row is the whole of what one sees. */
export function sentence(t: TFunction, tracking: Tracking, { percent, short }: Words): string {
  const now = tracking.rows[0]?.current;
  const { days_left: left } = tracking.period;
  if (!now) return "";
  const share = percent((now.share_bp ?? 0) / 10_000);
  if (!now.must) return t("screens.tracking.stateUnset", { left, attained: short(now.attained) });
  if (tracking.day > tracking.period.ends_on) return t("screens.tracking.stateOver", { share });
  return t("screens.tracking.state", { left, share, due: percent((now.should_be ?? 0) / now.must) });
}
