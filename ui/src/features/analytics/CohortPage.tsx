import { keepPreviousData } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CohortRow, DealCohorts } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { Amount, Count, tint } from "./Cells";
import { DealsPage } from "./DealsPage";
import { useDeals } from "./useDeals";

const SHOWS = ["share", "won", "lost", "open"] as const;
type Show = (typeof SHOWS)[number];
const MEASURES = ["count", "amount"] as const;
type Measure = (typeof MEASURES)[number];
type AtAge = NonNullable<CohortRow["ages"][number]>;

interface Wanted {
  show: Show;
  measure: Measure;
}

function AgeCell({ at, of, show, measure }: Wanted & { at: AtAge | null; of: number }) {
  const format = useFormat();
  const { t } = useTranslation();
  if (at === null) return <td className={styles["later"]} title={t("screens.flow.later")} />;
  if (of === 0) return <td />;
  const cell = at[show === "share" ? "won" : show];
  const share = (measure === "count" || show === "share" ? cell.count : cell.amount_minor) / (of || 1);
  const shown = show === "share" ? <FigureLink link={cell.link}>{format.percent((at.won_share ?? 0) / 10_000)}</FigureLink> : measure === "count" ? <Count cell={cell} /> : <Amount cell={cell} />;
  return <td style={tint(share, 1)}>{shown}</td>;
}

function Triangle({ data, show, measure }: Wanted & { data: DealCohorts }) {
  const { t } = useTranslation();
  const label = t(`screens.flow.cohort.${show}`);
  const inMoney = measure === "amount" && show !== "share";
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.flow.openedIn")}</th>
            <th scope="col">{t("screens.analytics.openedCount")}</th>
            {data.ages.map((days) => <th key={days ?? 0} scope="col">{days === null ? t("screens.flow.soFar") : t("screens.flow.afterDays", { n: days })}</th>)}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.month}>
              <th scope="row">{row.month}</th>
              <td>{inMoney ? <Amount cell={row.opened} /> : <Count cell={row.opened} />}</td>
              {row.ages.map((at, place) => <AgeCell key={data.ages[place] ?? 0} at={at} of={inMoney ? row.opened.amount_minor : row.opened.count} show={show} measure={measure} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Deals by the month they were opened in: what had become of them after so many days. */
export function CohortPage() {
  const { t } = useTranslation();
  const { search, set, whose, controls } = useDeals();
  const show: Show = SHOWS.find((name) => name === search["show"]) ?? "share";
  const measure: Measure = search["measure"] === "amount" ? "amount" : "count";
  const months = search["months"] === "24" ? 24 : 12;
  const options = { meta: live("opportunity"), placeholderData: keepPreviousData };
  const asked = $api.useQuery("get", "/api/v1/deal-cohorts", { params: { query: { ...whose, months } } }, options);
  const { data } = asked;
  const choice = (
    <>
      <Segmented<Show> value={show} onChange={(next) => set("show", next)} options={SHOWS.map((value) => ({ value, label: t(`screens.flow.cohort.${value}`) }))} />
      {show !== "share" && <Segmented<Measure> value={measure} onChange={(next) => set("measure", next)} options={MEASURES.map((value) => ({ value, label: t(`screens.analytics.${value}`) }))} />}
      <Segmented<number> value={months} onChange={(next) => set("months", next)} options={[12, 24].map((value) => ({ value, label: t("screens.flow.months", { n: value }) }))} />
      {controls}
    </>
  );
  return (
    <DealsPage days={data?.period} controls={choice} asked={asked} file={data && { path: "deal-cohorts", query: { ...whose, months } }}>
      {data && data.rows.every(({ opened }) => opened.count === 0) && <Empty title={t("screens.analytics.noDeals")} text={t("screens.flow.noFlowText")} />}
      {data && data.rows.some(({ opened }) => opened.count > 0) && (
        <section className={styles["stack"]}>
          <p className={styles["legend"]}>{t("screens.flow.cohortText")}</p>
          <Triangle data={data} show={show} measure={measure} />
        </section>
      )}
    </DealsPage>
  );
}
