/** The words for why a part weighs what it weighs. Pure but for the texts. */
import type { TFunction } from "i18next";

export type Reason = Record<string, unknown>;

/** `等级 A ×1.2`, `入职 2 个月 ×0.6`: amounts are written by `amount`. */
export function reasonText(t: TFunction, reason: Reason, amount: (value: number) => string): string {
  const { method, code, ...params } = reason;
  const words: Record<string, unknown> = { ...params };
  if (typeof params["percent"] === "number") words["times"] = params["percent"] / 100;
  for (const name of ["attained", "worth"]) if (typeof params[name] === "number") words[name] = amount(params[name]);
  return t(`screens.targets.split.why.${String(method)}.${String(code)}`, words);
}

/** Whole months from `since` to `day`. */
export function wholeMonths(since: string, day: string): number {
  const [year = 0, month = 0, date = 0] = since.split("-").map(Number);
  const [y = 0, m = 0, d = 0] = day.split("-").map(Number);
  return Math.max(0, (y - year) * 12 + m - month - (d < date ? 1 : 0));
}
