import { keepPreviousData } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { useFormat } from "@/shared/useFormat";
import { Drafts } from "./Drafts";
import { OverdueInstalments } from "./OverdueInstalments";
import { PeriodSwitch } from "./PeriodSwitch";
import { Stretches } from "./Stretches";
import { useBoard, WORK } from "./useBoard";
import { Waiting } from "./Waiting";
import styles from "./Workbench.module.css";

/** The money's day: what is late and how long, what is to come, what came in, what waits for a decision. */
export default function MoneyDay({ title, actions }: { title: string; actions: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const format = useFormat();
  const { period, unit, askUnit } = useBoard();
  const { data, error, isPending, refetch } = $api.useQuery(
    "get",
    "/api/v1/dashboards/money",
    { params: { query: { period, unit_id: unit } } },
    { meta: WORK, placeholderData: keepPreviousData },
  );
  const late = data?.ages.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const missing = data?.ages.reduce((sum, { amount_minor: amount }) => sum + amount, 0) ?? 0;
  const state = data && (late > 0 ? t("screens.money.state", { n: format.count(late), amount: format.money(missing) }) : t("screens.workbench.noOverdue"));
  return (
    <Page title={title} state={state} actions={actions}>
      <div className={styles["narrow"]}>
        <UnitPicker listWidth={280} placeholder={t("screens.workbench.everyone")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={askUnit} />
        <PeriodSwitch />
        {data && <span>{t("screens.figures.period", { first: data.period.first, last: data.period.last })}</span>}
      </div>
      {isPending && <Waiting rows={8} />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <FigureStrip figures={data.figures} period={period} />
          <div className={styles["halves"]}>
            <Stretches title={t("screens.money.ages")} rows={data.ages} alarm />
            <Stretches title={t("screens.money.weeks")} rows={data.weeks} />
          </div>
        </>
      )}
      <div className={styles["halves"]}>
        <OverdueInstalments unit={unit} />
        {may("contract.read") && <Drafts unit={unit} />}
      </div>
    </Page>
  );
}
