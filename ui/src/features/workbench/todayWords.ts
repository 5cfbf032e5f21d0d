import type { TFunction } from "i18next";
import type { Today } from "@/api/types";

export const URGENCIES = ["answer", "overdue", "today", "risk"] as const;

/** The day in one sentence: how much of what waits, the most urgent first. */
export function urgencyText(t: TFunction, counts: Today["counts"]): string {
  const parts = URGENCIES.flatMap((one) => (counts[one] > 0 ? [t(`screens.today.state.${one}`, { n: counts[one] })] : []));
  return parts.length > 0 ? parts.join(t("shell.comma")) : t("screens.workbench.urgency.calm");
}
