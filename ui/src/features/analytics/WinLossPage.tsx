import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Select } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { DealOutcomes, EndsRow } from "@/api/types";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { pathOf } from "@/shared/ui/FigureLink";
import { splitPath } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { Amount, Count, Money, Share } from "./Cells";
import { DealsPage } from "./DealsPage";
import { useDeals, usePeriod } from "./useDeals";

const EndsChart = lazy(() => import("./EndsChart"));

const DIMENSIONS = ["reason", "competitor", "rival", "product", "source", "team", "person", "industry", "band"] as const;
type Dimension = (typeof DIMENSIONS)[number];
const BARS = 12;
const COLUMNS = ["won", "lost", "winRate", "wonAmount", "lostAmount", "wonMean", "wonDays", "lostDays"] as const;
const LOST_COLUMNS = ["lost", "lostAmount", "lostDays"] as const;

/** What a row is called. */
function useNameOf() {
  const { t } = useTranslation();
  return ({ key, name }: EndsRow, by: string): string => {
    if (by === "source") return key ? enumText(t, "lead_source", key) : t("screens.flow.none.source");
    if (by === "band") return t(`screens.flow.band.${key}`);
    if (by === "reason" || by === "industry") return key || t(`screens.flow.none.${by}`);
    return name ?? t(`screens.flow.none.${by}`);
  };
}

function EndsCells({ row, lostOnly }: { row: EndsRow | DealOutcomes["total"]; lostOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = (value: number | null) => <td>{value === null ? "" : format.decimal(value)}</td>;
  const range = row.win_rate_low !== null && row.win_rate_high !== null ? t("screens.flow.range", { low: format.percent(row.win_rate_low / 10_000), high: format.percent(row.win_rate_high / 10_000) }) : undefined;
  return (
    <>
      {!lostOnly && <td><Count cell={row.won} /></td>}
      <td><Count cell={row.lost} /></td>
      {!lostOnly && <td title={range}><Share points={row.win_rate} /></td>}
      {!lostOnly && <td><Amount cell={row.won} /></td>}
      <td><Amount cell={row.lost} /></td>
      {!lostOnly && <td><Money minor={row.won_mean_minor} /></td>}
      {!lostOnly && days(row.won_days)}
      {days(row.lost_days)}
    </>
  );
}

function EndsTable({ data }: { data: DealOutcomes }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const label = t(`screens.flow.ends.${data.by}`);
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{label}</th>
            {(data.lost_only ? LOST_COLUMNS : COLUMNS).map((name) => <th key={name} scope="col">{t(`screens.flow.column.${name}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{nameOf(row, data.by)}</th>
              <EndsCells row={row} lostOnly={data.lost_only} />
            </tr>
          ))}
          <tr>
            <th scope="row">{t("screens.flow.total")}</th>
            <EndsCells row={data.total} lostOnly={data.lost_only} />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** Won and lost side by side, by whatever may have made the difference. */
export function WinLossPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const nameOf = useNameOf();
  const period = usePeriod();
  const { search, set, whose, controls } = useDeals();
  const by: Dimension = DIMENSIONS.find((name) => name === search["by"]) ?? "reason";
  const options = { meta: live("opportunity"), placeholderData: keepPreviousData };
  const asked = $api.useQuery("get", "/api/v1/deal-outcomes", { params: { query: { ...period.value, ...whose, by } } }, options);
  const { data } = asked;
  const rows = data?.rows ?? [];
  const open = (index: number, won: boolean): void => {
    const row = rows[index];
    if (row) void navigate(splitPath(pathOf((won ? row.won : row.lost).link)) as never);
  };
  const choice = (
    <>
      {period.control}
      <Select<Dimension> className={styles["pick"] ?? ""} popupMatchSelectWidth={false} aria-label={t("screens.flow.by")} value={by} onChange={(next) => set("by", next)} options={DIMENSIONS.map((value) => ({ value, label: t(`screens.flow.ends.${value}`) }))} />
      {controls}
    </>
  );
  return (
    <DealsPage days={data?.period} controls={choice} asked={asked} file={rows.length > 0 ? { path: "deal-outcomes", query: { ...period.value, ...whose, by } } : undefined}>
      {data && rows.length === 0 && <Empty title={t("screens.flow.noEnds")} text={t("screens.flow.noEndsText")} />}
      {data && rows.length > 0 && (
        <section className={styles["stack"]}>
          <p className={styles["legend"]}>
            {!data.lost_only && <span><i className={`${styles["swatch"]} ${styles["won"]}`} />{t("screens.flow.column.won")}</span>}
            <span><i className={`${styles["swatch"]} ${styles["lost"]}`} />{t("screens.flow.column.lost")}</span>
            {data.several && <span>{t("screens.flow.several")}</span>}
          </p>
          <Suspense>
            <EndsChart label={t(`screens.flow.ends.${data.by}`)} onOpen={open} rows={rows.slice(0, BARS).map((row) => ({ name: nameOf(row, data.by), won: row.won.count, lost: row.lost.count }))} />
          </Suspense>
          <EndsTable data={data} />
        </section>
      )}
    </DealsPage>
  );
}
