import { keepPreviousData } from "@tanstack/react-query";
import { Segmented } from "antd";
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
import { StepTable } from "./StepTable";
import { useScope } from "./useScope";
import { useSteps } from "./useSteps";

const PERIODS = ["week", "month", "quarter", "year"] as const;
type Period = (typeof PERIODS)[number];
const isPeriod = (value: unknown): value is Period => PERIODS.includes(value as Period);

function Leads({ leads }: { leads: NonNullable<Funnel["leads"]> }) {
  const { t } = useTranslation();
  const steps = useSteps();
  const shown = steps.leads(leads);
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.analytics.leadFunnel")}</h2>
      <Bars bars={shown} label={t("screens.analytics.leadFunnel")} />
      <StepTable steps={shown} />
    </section>
  );
}

function Deals({ deals }: { deals: NonNullable<Funnel["opportunities"]> }) {
  const { t } = useTranslation();
  const steps = useSteps();
  const reached = steps.deals(deals);
  const standing = steps.standing(deals);
  return (
    <>
      <section className={styles["part"]}>
        <h2>{t("screens.analytics.dealFunnel")}</h2>
        <Bars bars={reached} label={t("screens.analytics.dealFunnel")} />
        <StepTable steps={reached} days />
        <DealEnds deals={deals} />
      </section>
      <section className={styles["part"]}>
        <h2>{t("screens.analytics.standing")}</h2>
        <Bars bars={standing} label={t("screens.analytics.standing")} money />
        <StepTable steps={standing} money />
      </section>
    </>
  );
}

/** How far leads and deals of a period came; every bar and number opens its records. */
export function FunnelPage() {
  const { t } = useTranslation();
  const { search, owner_id, unit_id, set, controls } = useScope();
  const period: Period = isPeriod(search["period"]) ? search["period"] : "month";
  const options = { meta: live("lead", "opportunity"), placeholderData: keepPreviousData };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/funnel", { params: { query: { period, owner_id, unit_id } } }, options);
  const state = data && t("screens.figures.period", { first: data.period.first, last: data.period.last });
  return (
    <Page title={t("shell.nav.analytics")} state={state}>
      <AnalyticsTabs />
      <div className={styles["tools"]}>
        <Segmented<Period> value={period} onChange={(next) => set("period", next)} options={PERIODS.map((value) => ({ value, label: t(`screens.analytics.period.${value}`) }))} />
        {controls}
      </div>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {data?.leads && <Leads leads={data.leads} />}
      {data?.opportunities && <Deals deals={data.opportunities} />}
    </Page>
  );
}
