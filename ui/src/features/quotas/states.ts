import type { TFunction } from "i18next";
import type { QuotaMine, QuotaTeam } from "@/resource/quotas/quotas";

/** My page's one sentence. */
export function mineState(t: TFunction, { mine, period, today, workday }: QuotaMine): string {
  if (!mine) return "";
  const asks = mine.cells.some(({ wanted }) => wanted > 0);
  if (!asks) return t(period.first === period.last && !workday ? "screens.quotas.state.off" : "screens.quotas.state.none");
  if (period.first === period.last && period.first < today) return t(`screens.quotas.day${mine.reached ? "Reached" : "Missed"}`, { day: period.first });
  if (period.first !== period.last || period.first !== today) return t("screens.quotas.state.past", { n: mine.days_reached, of: mine.days_judged });
  if (mine.reached) return t("screens.quotas.state.reached");
  const behind = mine.cells.filter(({ state }) => state === "behind").length;
  return behind > 0 ? t("screens.quotas.state.behind", { n: behind }) : t("screens.quotas.state.on");
}

export const teamState = (t: TFunction, { count, reached_count: n, behind_count: m }: QuotaTeam): string => (count === 0 ? "" : t("screens.quotas.teamState", { n, m, count }));
