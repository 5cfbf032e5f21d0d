import { Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Money } from "@/shared/ui/Money";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { ForecastTabs } from "./ForecastTabs";
import { openDeals, SPANS, wonDeals, type AskedWay, type Forecast, type Span } from "./forecastApi";
import styles from "./Forecasts.module.css";
import { Movers } from "./Movers";
import { PartTable } from "./PartTable";

/** What a month or quarter will bring: what is won, what open deals bring by their chances, and how far off that may be. */
export function OutlookPage() {
  const { t } = useTranslation();
  const [span, setSpan] = useState<Span>("month");
  const [way, setWay] = useState<AskedWay>();
  const query = { span, ...(way === undefined ? {} : { way }) };
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/forecasts", { params: { query } }, { placeholderData: (before) => before, meta: { ...live("opportunity"), paced: true } });
  return (
    <Page title={t("screens.forecast.heading")}>
      <ForecastTabs />
      <div className={styles["tools"]}>
        <Segmented<Span> aria-label={t("screens.forecast.heading")} value={span} onChange={setSpan} options={SPANS.map((value) => ({ value, label: enumText(t, "forecast_span", value) }))} />
        {data && <WayChoice data={data} onChange={setWay} />}
      </div>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {!data && !error && <PageSkeleton />}
      {data && <Outlook data={data} />}
    </Page>
  );
}

/** The ways that are in use; what came a year before weighs nothing and stands beside. */
function WayChoice({ data, onChange }: { data: Forecast; onChange: (way: AskedWay) => void }) {
  const { t } = useTranslation();
  const ways = data.ways.flatMap(({ way }) => (way === "seasonal" ? [] : [way]));
  return (
    <Select<AskedWay>
      aria-label={t("screens.forecast.method")}
      value={data.way as AskedWay}
      onChange={onChange}
      popupMatchSelectWidth={false}
      className={styles["way"] ?? ""}
      options={ways.map((value) => ({ value, label: enumText(t, "forecast_way", value) }))}
    />
  );
}

function Outlook({ data }: { data: Forecast }) {
  const { t } = useTranslation();
  const { total } = data;
  if (total.won + total.open === 0) {
    const action = <PathLink to="/opportunities">{t("screens.forecast.none.action")}</PathLink>;
    return (
      <>
        <Empty title={t("screens.forecast.none.title")} text={t("screens.forecast.none.text")} action={action} />
        <Left data={data} />
      </>
    );
  }
  return (
    <>
      <p className={styles["note"]}>
        {t("screens.forecast.period", { first: data.first, last: data.last })} · {t("screens.forecast.by", { way: enumText(t, "forecast_way", data.way) })}
      </p>
      <Total data={data} />
      <p className={styles["note"]}>{t(data.way === "timing" ? "screens.forecast.intervalTiming" : "screens.forecast.interval")}</p>
      <Left data={data} />
      <PartTable title={t("screens.forecast.units")} data={data} rows={data.units.map((row) => ({ ...row, whose: { unit_id: row.id } }))} />
      <PartTable title={t("screens.forecast.people")} data={data} rows={data.people.map((row) => ({ ...row, depth: 0, whose: row.id === null ? null : { owner_id: row.id } }))} />
      <Movers data={data} />
    </>
  );
}

function Total({ data }: { data: Forecast }) {
  const { t } = useTranslation();
  const { total } = data;
  const share = (minor: number): string => `${(100 * minor) / Math.max(1, total.high_minor)}%`;
  return (
    <section className={styles["total"]} aria-label={t("screens.forecast.likely")}>
      <dl className={styles["figures"]}>
        <Figure name={t("screens.forecast.won")} minor={total.won_minor} count={total.won} link={wonDeals(data)} />
        <Figure name={t("screens.forecast.open")} minor={total.open_minor} count={total.open} link={openDeals(data)} />
        {data.way === "timing" && <Figure name={t("screens.forecast.unborn")} minor={total.unborn_minor} />}
        <Figure name={t("screens.forecast.worst")} minor={total.low_minor} />
        <Figure name={t("screens.forecast.likely")} minor={total.likely_minor} strong />
        <Figure name={t("screens.forecast.best")} minor={total.high_minor} />
        <Figure name={t("screens.forecast.discounted")} minor={total.discounted_minor} />
      </dl>
      <div className={styles["bar"]} aria-hidden>
        <i className={styles["wonBar"]} style={{ width: share(total.won_minor) }} />
        <i className={styles["rangeBar"]} style={{ left: share(total.low_minor), width: share(total.high_minor - total.low_minor) }} />
        <i className={styles["point"]} style={{ left: share(total.likely_minor) }} />
      </div>
      <dl className={styles["ways"]} aria-label={t("screens.forecast.beside")}>
        {data.ways.map(({ way, likely_minor: minor }) => (
          <div key={way} data-used={way === data.way}>
            <dt>{way === "seasonal" ? t("screens.forecast.naive") : enumText(t, "forecast_way", way)}</dt>
            <dd>
              <Money minor={minor} currency={data.currency} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface FigureProps {
  name: string;
  minor: number;
  count?: number;
  link?: ReturnType<typeof openDeals>;
  strong?: boolean;
}

function Figure({ name, minor, count, link, strong = false }: FigureProps) {
  const { t } = useTranslation();
  return (
    <div data-strong={strong}>
      <dt>{name}</dt>
      <dd>
        <FigureLink link={link ?? null}>
          <Money minor={minor} />
        </FigureLink>
        {count !== undefined && <small>{t("screens.forecast.count", { n: count })}</small>}
      </dd>
    </div>
  );
}

/** What no period counts: said, so that nobody looks for it in vain. */
function Left({ data }: { data: Forecast }) {
  const { t } = useTranslation();
  const until = { layout: "list", stage_kind: "open", currency: data.currency, win_to: data.late_to };
  return (
    <>
      {data.late > 0 && (
        <p className={styles["note"]}>
          <FigureLink link={{ path: "/opportunities", params: until }}>{t("screens.forecast.late", { n: data.late })}</FigureLink>
        </p>
      )}
      {data.undated > 0 && <p className={styles["note"]}>{t("screens.forecast.undated", { n: data.undated })}</p>}
    </>
  );
}
