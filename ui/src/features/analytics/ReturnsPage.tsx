import { keepPreviousData } from "@tanstack/react-query";
import { Segmented } from "antd";
import { lazy, Suspense, useMemo, useState } from "react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import type { Search } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { AnalyticsTabs } from "./AnalyticsTabs";
import { Campaigns } from "./Campaigns";
import { monthsBack, SPANS, type Span } from "./months";
import { ReturnTable } from "./ReturnTable";
import { Spends } from "./Spends";

const ColumnChart = lazy(() => import("@/resource/charts/ColumnChart"));

const KEYS = ["source", "campaign", "month"] as const;
type By = (typeof KEYS)[number];

/** What channels cost and what came of their leads; campaigns and what was spent on them. */
export function ReturnsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const by: By = KEYS.find((key) => key === search["by"]) ?? "source";
  const span: Span = SPANS.find((months) => String(months) === search["months"]) ?? 6;
  const set = (name: string, value: string): void => void navigate({ to: ".", search: { ...search, [name]: value } as never, replace: true });
  const [now] = useState(() => new Date());
  const period = useMemo(() => monthsBack(span, now), [span, now]);
  const options = { meta: { ...live("lead", "opportunity", "spend", "campaign"), paced: true }, placeholderData: keepPreviousData };
  const seen = may("analytics.read");
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/returns", { params: { query: { by, ...period } } }, { ...options, enabled: seen });
  const months = $api.useQuery("get", "/api/v1/returns", { params: { query: { by: "month", ...period } } }, { ...options, enabled: seen }).data;
  const columns = useMemo(() => months?.rows.map((row) => ({ name: row.key, value: row.cost_minor / 100, text: format.money(row.cost_minor) })) ?? [], [months, format]);
  return (
    <Page title={t("shell.nav.analytics")}>
      <AnalyticsTabs />
      {seen && (
        <>
          <div className={styles["tools"]}>
            <Segmented<By> value={by} onChange={(next) => set("by", next)} options={KEYS.map((value) => ({ value, label: t(`screens.returns.by.${value}`) }))} />
            <Segmented<Span> value={span} onChange={(next) => set("months", String(next))} options={SPANS.map((value) => ({ value, label: t("screens.returns.months", { n: value }) }))} />
          </div>
          {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
          {isPending && <div className={styles["waiting"]} aria-busy="true" />}
          {columns.length > 0 && (
            <>
              <p className={styles["legend"]}>{t("screens.returns.chart")}</p>
              <div className={styles["tall"]}>
                <Suspense>
                  <ColumnChart columns={columns} label={t("screens.returns.chart")} onOpen={() => set("by", "month")} />
                </Suspense>
              </div>
            </>
          )}
          {data?.rows.length === 0 && <Empty title={t("screens.returns.none")} text={t("screens.returns.noneText")} />}
          {data && data.rows.length > 0 && <ReturnTable rows={data.rows} total={data.total} by={data.by} />}
        </>
      )}
      <Campaigns />
      <Spends />
    </Page>
  );
}
