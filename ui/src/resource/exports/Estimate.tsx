import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { ExportEstimate } from "@/api/types";
import { problemText } from "@/shared/ui/problemText";
import { useFormat } from "@/shared/useFormat";

interface Props {
  estimate: ExportEstimate | undefined;
  error: unknown;
  /** Only how much and whether somebody decides, not who. */
  brief?: boolean;
}

const NAMED = 3;

/** How much an export would be, and what would come of it: said before it is asked for. */
export function Estimate({ estimate, error, brief = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (error) return <>{problemText(asProblem(error), t)}</>;
  if (!estimate) return <>{t("screens.export.counting")}</>;
  const { rows, need, rows_per_export: most, rows_per_day: daily, taken_today: taken, approvers } = estimate;
  const n = format.count(rows);
  if (!need) return <>{t("screens.export.within", { n })}</>;
  const cap = format.count((need === "rows" ? most : daily) ?? 0);
  const why = t(`screens.export.needs.${need}`, { n, cap, taken: format.count(taken) });
  if (brief) return <>{why}</>;
  const names = approvers.slice(0, NAMED).join(t("shell.enumerate"));
  const who = approvers.length === 0 ? t("screens.export.nobody") : t(`screens.export.${approvers.length > NAMED ? "askedOfMany" : "askedOf"}`, { names, n: approvers.length });
  return (
    <>
      {why}
      <br />
      {who}
    </>
  );
}
