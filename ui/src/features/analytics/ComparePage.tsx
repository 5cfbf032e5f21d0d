import { keepPreviousData } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { ComparedLine, DealComparison } from "@/api/types";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { live } from "@/shared/live/meta";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { DealsPage } from "./DealsPage";
import { useDeals, usePeriod } from "./useDeals";

type Number_ = ComparedLine["a"];

/** A number in the words of its unit. */
function useTell() {
  const { t } = useTranslation();
  const format = useFormat();
  return (value: number, unit: string): string => {
    if (unit === "money") return format.money(value);
    if (unit === "share") return format.percent(value / 10_000);
    return unit === "days" ? t("screens.flow.inDays", { n: format.decimal(value / 10) }) : format.count(value);
  };
}

function NumberCell({ told, unit }: { told: Number_; unit: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  if (told.value === null) return <td>–</td>;
  const of = told.whole === null ? undefined : t("screens.figures.of", { part: told.part, whole: told.whole });
  return (
    <td title={of}>
      <FigureLink link={told.link}>{tell(told.value, unit)}</FigureLink>
    </td>
  );
}

function Difference({ line }: { line: ComparedLine }) {
  const { t } = useTranslation();
  const tell = useTell();
  const format = useFormat();
  if (line.difference === null) return <td />;
  const size = Math.abs(line.difference);
  const text = line.unit === "share" ? t("screens.flow.points", { n: format.decimal(size / 100) }) : tell(size, line.unit);
  const sign = line.difference > 0 ? "+" : line.difference < 0 ? "−" : "±";
  return (
    <td>
      {sign}
      {text}
      {line.beyond_chance !== null && <small className={line.beyond_chance ? styles["sure"] : styles["change"]}>{t(`screens.flow.chance.${line.beyond_chance}`)}</small>}
    </td>
  );
}

function LineTable({ data }: { data: DealComparison }) {
  const { t } = useTranslation();
  const side = (one: DealComparison["a"]): string => [one.name, t("screens.figures.period", { first: one.first, last: one.last })].filter(Boolean).join(" · ");
  const label = t("screens.analytics.tabs.compare");
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.flow.what")}</th>
            <th scope="col" className={styles["wrapped"]}>{side(data.a)}</th>
            <th scope="col" className={styles["wrapped"]}>{side(data.b)}</th>
            <th scope="col">{t("screens.flow.difference")}</th>
          </tr>
        </thead>
        <tbody>
          {data.lines.map((line) => (
            <tr key={`${line.key} ${line.name ?? ""}`}>
              <th scope="row">{t(`screens.flow.line.${line.key}`, { name: line.name ?? "" })}</th>
              <NumberCell told={line.a} unit={line.unit} />
              <NumberCell told={line.b} unit={line.unit} />
              <Difference line={line} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Two periods, people or units side by side over the whole funnel. */
export function ComparePage() {
  const { t } = useTranslation();
  const period = usePeriod();
  const { search, set, wide, whose, controls } = useDeals();
  const id = (name: string): number | undefined => (search[name] ? Number(search[name]) : undefined);
  const days = "from" in period.value ? { a_from: period.value.from, a_to: period.value.to } : period.value;
  const other = { b_owner_id: id("b_owner_id"), b_unit_id: id("b_unit_id") };
  const query = { ...days, ...other, a_owner_id: whose.owner_id, a_unit_id: whose.unit_id, pipeline_id: whose.pipeline_id };
  const asked = $api.useQuery("get", "/api/v1/deal-comparison", { params: { query } }, { meta: live("opportunity"), placeholderData: keepPreviousData });
  const choice = (
    <>
      {period.control}
      {controls}
      {wide && (
        <>
          <span>{t("screens.flow.with")}</span>
          <UnitPicker listWidth={280} className={styles["pick"] ?? ""} placeholder={t("screens.flow.otherUnit")} aria-label={t("screens.flow.otherUnit")} value={other.b_unit_id ?? null} onChange={(next) => set("b_unit_id", next)} />
          <PersonPicker listWidth={280} className={styles["pick"] ?? ""} placeholder={t("screens.flow.otherPerson")} aria-label={t("screens.flow.otherPerson")} value={other.b_owner_id ?? null} onChange={(next) => set("b_owner_id", next)} />
        </>
      )}
    </>
  );
  return (
    <DealsPage controls={choice} asked={asked}>
      {asked.data && (
        <section className={styles["stack"]}>
          <p className={styles["legend"]}>{t("screens.flow.compareText")}</p>
          <LineTable data={asked.data} />
        </section>
      )}
    </DealsPage>
  );
}
