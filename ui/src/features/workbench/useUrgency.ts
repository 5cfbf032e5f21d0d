import { useTranslation } from "react-i18next";
import type { Figure } from "@/api/types";
import { useFormat } from "@/shared/useFormat";

const URGENT = ["leads_waiting", "contacts_overdue", "contacts_today"] as const;

/** The day in one sentence: what waits, the most urgent first. */
export function useUrgency(figures: readonly Figure[] | undefined): string {
  const { t } = useTranslation();
  const format = useFormat();
  if (!figures) return "";
  const parts = URGENT.flatMap((key) => {
    const value = figures.find((figure) => figure.key === key)?.value ?? 0;
    return value > 0 ? [t(`screens.workbench.urgency.${key}`, { n: format.count(value) })] : [];
  });
  return parts.length > 0 ? parts.join(t("shell.comma")) : t("screens.workbench.urgency.calm");
}
