import { keepPreviousData } from "@tanstack/react-query";
import { Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { DealsAtRisk } from "./DealsAtRisk";
import { FigureTable } from "./FigureTable";
import { later } from "./later";
import { PeriodSwitch } from "./PeriodSwitch";
import { ShortFunnel } from "./ShortFunnel";
import { SourceTable } from "./SourceTable";
import { Trend } from "./Trend";
import { useBoard, WORK } from "./useBoard";
import { Waiting } from "./Waiting";
import styles from "./Workbench.module.css";

const Attainments = later(() => import("./Attainments"));
const NUMBERS = ["month"] as const;

/** The company's day: units side by side, the year by month, the largest deals at risk, where leads come from and get to. */
export default function CompanyDay({ title, actions }: { title: string; actions: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const { period } = useBoard();
  const { data, error, isPending, refetch } = $api.useQuery(
    "get",
    "/api/v1/dashboards/company",
    { params: { query: { period } } },
    { meta: WORK, placeholderData: keepPreviousData },
  );
  const rows = (data?.units ?? []).map(({ unit_id: id, unit_name: name, direct, figures }) => ({
    key: id ?? "none",
    name: direct ? t("screens.company.direct", { name }) : (name ?? t("screens.company.elsewhere")),
    last: direct || id === null,
    figures,
  }));
  return (
    <Page title={title} state={data && t("screens.figures.period", { first: data.period.first, last: data.period.last })} actions={actions}>
      <div className={styles["narrow"]}>
        <PeriodSwitch />
      </div>
      <Suspense>{may("target.read") && <Attainments team />}</Suspense>
      {isPending && <Waiting rows={10} />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <FigureStrip figures={data.figures} only={NUMBERS} period={period} />
          <FigureTable title={t("screens.company.units")} head={t("screens.company.unit")} columns={data.columns} rows={rows} />
          <Trend lines={data.trend} />
          <div className={styles["columns"]}>
            {may("opportunity.read") && <DealsAtRisk />}
            <div className={styles["side"]}>
              {data.steps.length > 0 && <ShortFunnel steps={data.steps} period={period} />}
              {data.sources.length > 0 && <SourceTable sources={data.sources} />}
            </div>
          </div>
        </>
      )}
    </Page>
  );
}
