import { keepPreviousData } from "@tanstack/react-query";
import { Checkbox, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Funnel } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import styles from "./Analytics.module.css";
import { AnalyticsTabs } from "./AnalyticsTabs";
import { Bars } from "./Bars";
import { DealEnds } from "./DealEnds";
import { DealRows, DIMENSIONS, type Dimension } from "./DealRows";
import { longSpan } from "./longSpan";
import { StepTable } from "./StepTable";
import { usePipeline } from "./useDeals";
import { useScope } from "./useScope";
import { useSteps } from "./useSteps";

const PERIODS = ["week", "month", "quarter", "year", "long"] as const;
type Period = (typeof PERIODS)[number];
const isPeriod = (value: unknown): value is Period => PERIODS.includes(value as Period);
const isDimension = (value: unknown): value is Dimension => DIMENSIONS.includes(value as Dimension);

function Leads({ leads }: { leads: NonNullable<Funnel["leads"]> }) {
  const { t } = useTranslation();
  const shown = useSteps().leads(leads);
  const label = t("screens.analytics.leadFunnel");
  return (
    <section className={styles["part"]}>
      <h2>{label}</h2>
      <Bars bars={shown} label={label} />
      <StepTable steps={shown} label={label} conversion />
    </section>
  );
}

function Deals({ deals }: { deals: NonNullable<Funnel["opportunities"]> }) {
  const { t } = useTranslation();
  const steps = useSteps();
  const [reached, standing, reasons] = [steps.deals(deals), steps.standing(deals), steps.reasons(deals)];
  const labels = { reached: t("screens.analytics.dealFunnel"), standing: t("screens.analytics.standing"), reasons: t("screens.analytics.reasons") };
  return (
    <>
      <section className={styles["part"]}>
        <h2>{labels.reached}</h2>
        <Bars bars={reached} label={labels.reached} />
        <StepTable steps={reached} label={labels.reached} money conversion stays />
        <DealEnds deals={deals} />
      </section>
      <section className={styles["part"]}>
        <h2>{labels.standing}</h2>
        <Bars bars={standing} label={labels.standing} money />
        <StepTable steps={standing} label={labels.standing} money />
      </section>
      {reasons.length > 0 && (
        <section className={styles["part"]}>
          <h2>{labels.reasons}</h2>
          <Bars bars={reasons.slice(0, 8)} label={labels.reasons} />
          <StepTable steps={reasons} label={labels.reasons} first={t("screens.analytics.reason")} money />
        </section>
      )}
    </>
  );
}

/** How far leads and deals of a period came; every bar and number opens its records. */
export function FunnelPage() {
  const { t } = useTranslation();
  const { search, owner_id, unit_id, set, wide, controls } = useScope();
  const period: Period = isPeriod(search["period"]) ? search["period"] : "month";
  const by: Dimension = isDimension(search["by"]) ? search["by"] : wide ? "person" : "month";
  const pipeline = usePipeline();
  const [span] = useState(() => longSpan(new Date()));
  const compare = search["compare"] === "true";
  const days = period === "long" ? span : { period };
  const options = { meta: live("lead", "opportunity"), placeholderData: keepPreviousData };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/funnel", { params: { query: { ...days, owner_id, unit_id, pipeline_id: pipeline.value, by, compare } } }, options);
  const state = data && t("screens.figures.period", { first: data.period.first, last: data.period.last });
  return (
    <Page title={t("shell.nav.analytics")} state={state}>
      <AnalyticsTabs />
      <div className={styles["tools"]}>
        <Segmented<Period> value={period} onChange={(next) => set("period", next)} options={PERIODS.map((value) => ({ value, label: t(`screens.analytics.period.${value}`) }))} />
        {controls}
        {pipeline.control}
        <Checkbox checked={compare} onChange={(event) => set("compare", event.target.checked ? "true" : null)}>
          {t("screens.analytics.compare")}
        </Checkbox>
      </div>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {data?.leads && <Leads leads={data.leads} />}
      {data?.opportunities && <Deals deals={data.opportunities} />}
      {data?.opportunities && <DealRows deals={data.opportunities} by={data.by ?? by} asked={by} onBy={(next) => set("by", next)} />}
    </Page>
  );
}
