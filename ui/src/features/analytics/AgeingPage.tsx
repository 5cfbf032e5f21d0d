import { keepPreviousData } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { DealAgeing, DealCell } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import styles from "./Analytics.module.css";
import { Amount, Count, tint } from "./Cells";
import { DealsPage } from "./DealsPage";
import { useDeals } from "./useDeals";

const SIDES = ["in_stage", "in_all"] as const;
type Side = (typeof SIDES)[number];
const MEASURES = ["count", "amount"] as const;
type Measure = (typeof MEASURES)[number];

interface TableProps {
  data: DealAgeing;
  side: Side;
  measure: Measure;
}

function AgeTable({ data, side, measure }: TableProps) {
  const { t } = useTranslation();
  const value = (cell: DealCell): number => (measure === "count" ? cell.count : cell.amount_minor);
  const shown = (cell: DealCell) => (measure === "count" ? <Count cell={cell} /> : <Amount cell={cell} />);
  const most = Math.max(...data.stages.flatMap((stage) => stage[side].map(value)), 1);
  const label = t(`screens.flow.age.${side}`);
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.analytics.step")}</th>
            {data.bands.map(({ first, last }) => <th key={first} scope="col">{last === null ? t("screens.flow.daysOver", { n: first - 1 }) : t("screens.flow.days", { first, last })}</th>)}
            <th scope="col">{t("screens.flow.total")}</th>
          </tr>
        </thead>
        <tbody>
          {data.stages.map((stage) => (
            <tr key={stage.stage_id}>
              <th scope="row">{stage.name}</th>
              {stage[side].map((cell, place) => <td key={data.bands[place]?.first} style={tint(value(cell), most)}>{shown(cell)}</td>)}
              <td>{shown(stage.all)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("screens.flow.total")}</th>
            {data.total[side].map((cell, place) => <td key={data.bands[place]?.first}>{shown(cell)}</td>)}
            <td>{shown(data.total.all)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** Open deals by how long they have been in their stage, and in all. */
export function AgeingPage() {
  const { t } = useTranslation();
  const { search, set, whose, controls } = useDeals();
  const side: Side = SIDES.find((name) => name === search["side"]) ?? "in_stage";
  const measure: Measure = search["measure"] === "amount" ? "amount" : "count";
  const options = { meta: live("opportunity"), placeholderData: keepPreviousData };
  const asked = $api.useQuery("get", "/api/v1/deal-ageing", { params: { query: whose } }, options);
  const { data } = asked;
  const choice = (
    <>
      <Segmented<Side> value={side} onChange={(next) => set("side", next)} options={SIDES.map((value) => ({ value, label: t(`screens.flow.age.${value}`) }))} />
      <Segmented<Measure> value={measure} onChange={(next) => set("measure", next)} options={MEASURES.map((value) => ({ value, label: t(`screens.analytics.${value}`) }))} />
      {controls}
    </>
  );
  return (
    <DealsPage controls={choice} asked={asked}>
      {data && data.total.all.count === 0 && <Empty title={t("screens.flow.noOpen")} text={t("screens.flow.noOpenText")} />}
      {data && data.total.all.count > 0 && (
        <section className={styles["stack"]}>
          <p className={styles["legend"]}>{t(`screens.flow.ageText.${side}`)}</p>
          <AgeTable data={data} side={side} measure={measure} />
        </section>
      )}
    </DealsPage>
  );
}
