import { keepPreviousData } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Velocity, VelocityRow } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { useSteps } from "./useSteps";
import { Money, Share } from "./Cells";
import { DealsPage } from "./DealsPage";
import { useDeals, usePeriod } from "./useDeals";

const DIMENSIONS = ["person", "team", "source", "month"] as const;
type Dimension = (typeof DIMENSIONS)[number];
const COLUMNS = ["velocity", "open", "wonMean", "winRate", "wonDays"] as const;
type Factors = VelocityRow["now"];

/** One row: the period above, in small below it the one before. */
function Cells({ now, before }: { now: Factors; before: Factors }) {
  const format = useFormat();
  const days = (one: Factors) => (one.cycle_days === null ? null : format.decimal(one.cycle_days));
  const both = (tell: (one: Factors) => React.ReactNode) => (
    <td>
      {tell(now) ?? "–"}
      <small className={styles["before"]}>{tell(before) ?? "–"}</small>
    </td>
  );
  return (
    <>
      {both((one) => one.velocity_minor === null ? null : <Money minor={one.velocity_minor} />)}
      {both((one) => <FigureLink link={one.open.link}>{format.count(one.open.value)}</FigureLink>)}
      {both((one) => one.mean_minor === null ? null : <FigureLink link={one.won.link}><Money minor={one.mean_minor} /></FigureLink>)}
      {both((one) => one.win_rate === null ? null : <Share points={one.win_rate} />)}
      {both((one) => days(one) === null ? null : <FigureLink link={one.won.link}>{days(one)}</FigureLink>)}
    </>
  );
}

function VelocityTable({ data }: { data: Velocity }) {
  const { t } = useTranslation();
  const { nameOf } = useSteps();
  const label = t("screens.analytics.tabs.velocity");
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={`${styles["table"]} ${styles["double"]}`}>
        <thead>
          <tr>
            <th scope="col">{t(`screens.analytics.head.${data.by}`)}</th>
            {COLUMNS.map((name) => <th key={name} scope="col">{t(`screens.flow.factor.${name}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.key || data.by !== "source" ? nameOf(row as never, data.by) : t("screens.flow.none.source")}</th>
              <Cells now={row.now} before={row.before} />
            </tr>
          ))}
          <tr>
            <th scope="row">{t("screens.flow.total")}</th>
            <Cells now={data.total.now} before={data.total.before} />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** What open deals bring in a day, with its four factors, beside the period before. */
export function VelocityPage() {
  const { t } = useTranslation();
  const period = usePeriod();
  const { search, set, wide, whose, controls } = useDeals();
  const by: Dimension = DIMENSIONS.find((name) => name === search["by"]) ?? (wide ? "person" : "month");
  const options = { meta: live("opportunity"), placeholderData: keepPreviousData };
  const asked = $api.useQuery("get", "/api/v1/deal-velocity", { params: { query: { ...period.value, ...whose, by } } }, options);
  const { data } = asked;
  const choice = (
    <>
      {period.control}
      <Segmented<Dimension> value={by} onChange={(next) => set("by", next)} options={DIMENSIONS.map((value) => ({ value, label: t(`screens.analytics.by.${value}`) }))} />
      {controls}
    </>
  );
  return (
    <DealsPage days={data?.period} controls={choice} asked={asked}>
      {data && data.rows.length === 0 && <Empty title={t("screens.analytics.noDeals")} text={t("screens.analytics.noDealsText")} />}
      {data && data.rows.length > 0 && (
        <section className={styles["stack"]}>
          <p className={styles["legend"]}>{t("screens.flow.velocityText", { first: data.previous.first, last: data.previous.last })}</p>
          <VelocityTable data={data} />
        </section>
      )}
    </DealsPage>
  );
}
