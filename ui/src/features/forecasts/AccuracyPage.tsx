import { Segmented, Select } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Money } from "@/shared/ui/Money";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { useFormat } from "@/shared/useFormat";
import { ForecastTabs } from "./ForecastTabs";
import { GRAINS, WAYS, type Accuracy, type Grain, type Way } from "./forecastApi";
import styles from "./Forecasts.module.css";
import { Grid } from "./Grid";

const AccuracyChart = lazy(() => import("./AccuracyChart"));
const COLUMNS = ["horizon", "way", "mape", "bias", "within", "periods"] as const;

/** How near the forecasts of past periods came, by how long before their end they were made. */
export function AccuracyPage() {
  const { t } = useTranslation();
  const [grain, setGrain] = useState<Grain>("month");
  const [unit, setUnit] = useState<number>();
  const query = { grain, ...(unit === undefined ? {} : { unit_id: unit }) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/forecasts/accuracy", { params: { query } });
  return (
    <Page title={t("screens.forecast.heading")}>
      <ForecastTabs />
      <div className={styles["tools"]}>
        <Segmented<Grain> aria-label={t("screens.forecast.accuracy.period")} value={grain} onChange={setGrain} options={GRAINS.map((value) => ({ value, label: enumText(t, "forecast_grain", value) }))} />
        {data && data.units.length > 1 && (
          <Select
            aria-label={t("screens.forecast.accuracy.unit")}
            placeholder={t("screens.forecast.accuracy.all")}
            allowClear
            value={unit}
            onChange={setUnit}
            popupMatchSelectWidth={false}
            className={styles["pick"] ?? ""}
            options={data.units.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
      <p className={styles["note"]}>{t("screens.forecast.accuracy.text")}</p>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageSkeleton />}
      {data && data.periods.length === 0 && <Empty title={t("screens.forecast.accuracy.none.title")} text={t("screens.forecast.accuracy.none.text")} />}
      {data && data.periods.length > 0 && <Shown data={data} />}
    </Page>
  );
}

function Shown({ data }: { data: Accuracy }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = (value: number | null): string => (value === null ? "–" : format.percent(value));
  return (
    <>
      <section className={styles["part"]}>
        <h2>{t("screens.forecast.accuracy.chart")}</h2>
        <Suspense fallback={<div className={styles["chart"]} />}>
          <AccuracyChart horizons={data.horizons} label={t("screens.forecast.accuracy.chart")} />
        </Suspense>
        <Grid
          words={[1]}
          headings={COLUMNS.map((column) => t(`screens.forecast.accuracy.${column}`))}
          rows={data.horizons.map((row) => ({
            key: `${row.horizon}${row.way}`,
            cells: [
              t("screens.forecast.accuracy.days", { n: row.horizon }),
              enumText(t, "forecast_way", row.way),
              share(row.mape),
              row.bias === null ? "–" : `${row.bias > 0 ? "+" : ""}${format.percent(row.bias)}`,
              share(row.within),
              row.periods,
            ],
          }))}
        />
      </section>
      <History data={data} />
    </>
  );
}

/** Period by period, what each way had said so many days before. */
function History({ data }: { data: Accuracy }) {
  const { t } = useTranslation();
  const horizons = [...new Set(data.horizons.map(({ horizon }) => horizon))];
  const [horizon, setHorizon] = useState(horizons.includes(30) ? 30 : (horizons[0] ?? 0));
  const ways = WAYS.filter((way) => data.horizons.some((row) => row.way === way));
  const said = (period: Accuracy["periods"][number], way: Way) => period.said.find((one) => one.way === way && one.horizon === horizon);
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.forecast.accuracy.history")}</h2>
      <div className={styles["tools"]}>
        <Segmented<number> aria-label={t("screens.forecast.accuracy.horizon")} value={horizon} onChange={setHorizon} options={horizons.map((value) => ({ value, label: t("screens.forecast.accuracy.days", { n: value }) }))} />
      </div>
      <Grid
        headings={[t("screens.forecast.accuracy.period"), t("screens.forecast.accuracy.came"), ...ways.map((way) => enumText(t, "forecast_way", way))]}
        rows={data.periods.map((period) => ({
          key: period.first,
          cells: [period.first.slice(0, 7), <Money key="came" minor={period.came_minor} currency={data.currency} />, ...ways.map((way) => <SaidThen key={way} said={said(period, way)} currency={data.currency} />)],
        }))}
      />
    </section>
  );
}

function SaidThen({ said, currency }: { said: Accuracy["periods"][number]["said"][number] | undefined; currency: string }) {
  const { t } = useTranslation();
  if (!said) return "–";
  return (
    <span title={said.rebuilt ? t("screens.forecast.accuracy.rebuilt") : undefined}>
      <Money minor={said.likely_minor} currency={currency} />
    </span>
  );
}
