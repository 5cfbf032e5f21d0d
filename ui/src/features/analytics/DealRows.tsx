import { Button, Segmented } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DealRow, Funnel } from "@/api/types";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { Empty } from "@/shared/ui/Empty";
import { FigureLink, pathOf, type FigureTarget } from "@/shared/ui/FigureLink";
import { splitPath } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { Bars } from "./Bars";
import { narrowed, useSteps } from "./useSteps";

const TrendChart = lazy(() => import("./TrendChart"));

export const DIMENSIONS = ["person", "team", "source", "month"] as const;
export type Dimension = (typeof DIMENSIONS)[number];
const BARS = 12;
const SHOWN = 30;

const inMoney = (link: FigureTarget): FigureTarget => narrowed(link, { currency: "CNY" });
const won = ({ closed }: DealRow): FigureTarget => narrowed(closed, { stage_kind: "won" });

interface Props {
  deals: NonNullable<Funnel["opportunities"]>;
  /** What the rows are by; while others are on their way, still what these are. */
  by: Dimension;
  asked: Dimension;
  onBy: (by: Dimension) => void;
}

/** Deals by person, team, source or month: a chart of what was won, and every number as a link. */
export function DealRows({ deals, by, asked, onBy }: Props) {
  const { t } = useTranslation();
  const { nameOf } = useSteps();
  const rows = deals.rows ?? [];
  const label = t(`screens.analytics.deals_${by}`);
  return (
    <section className={styles["whole"]}>
      <h2>{t("screens.analytics.breakdown")}</h2>
      <Segmented<Dimension> value={asked} onChange={onBy} options={DIMENSIONS.map((value) => ({ value, label: t(`screens.analytics.by.${value}`) }))} />
      {rows.length === 0 && <Empty title={t("screens.analytics.noDeals")} text={t("screens.analytics.noDealsText")} />}
      {rows.length > 0 && by === "month" && <Trend rows={rows} label={label} />}
      {rows.length > 0 && by !== "month" && (
        <Bars label={label} money bars={rows.slice(0, BARS).map((row) => ({ key: row.key, name: nameOf(row, by), count: row.won, link: won(row), amount: row.won_minor, amountLink: inMoney(won(row)) }))} />
      )}
      {rows.length > 0 && <RowTable deals={deals} rows={rows} by={by} label={label} />}
    </section>
  );
}

function Trend({ rows, label }: { rows: readonly DealRow[]; label: string }) {
  const { t } = useTranslation();
  const palette = paletteOf(useMode());
  const navigate = useNavigate();
  const open = (index: number, wonOnly: boolean): void => {
    const row = rows[index];
    if (row) void navigate(splitPath(pathOf(wonOnly ? won(row) : row.opened)) as never);
  };
  return (
    <>
      <p className={styles["legend"]}>
        <span>
          <i className={styles["swatch"]} style={{ background: palette.context }} />
          {t("screens.analytics.openedCount")}
        </span>
        <span>
          <i className={styles["swatch"]} style={{ background: palette.accent }} />
          {t("screens.analytics.wonCount")}
        </span>
      </p>
      <div className={styles["tall"]}>
        <Suspense>
          <TrendChart rows={rows} label={label} onOpen={open} />
        </Suspense>
      </div>
    </>
  );
}

function RowTable({ deals, rows, by, label }: { deals: Props["deals"]; rows: readonly DealRow[]; by: Dimension; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <>
      <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={label}>
        <table className={styles["table"]}>
          <thead>
            <tr>
              <th scope="col">{t(`screens.analytics.head.${by}`)}</th>
              {deals.steps.map((step) => <th key={step.stage_id} scope="col">{step.name}</th>)}
              <th scope="col">{t("screens.analytics.wonCount")}</th>
              <th scope="col">{t("screens.analytics.lostCount")}</th>
              <th scope="col">{t("screens.analytics.wonAmount")}</th>
              <th scope="col">{t("screens.analytics.winShare")}</th>
            </tr>
          </thead>
          <tbody>{shown.map((row) => <Row key={row.key} row={row} by={by} deals={deals} />)}</tbody>
        </table>
      </div>
      {rows.length > SHOWN && !all && <Button onClick={() => setAll(true)}>{t("screens.analytics.showAll", { n: format.count(rows.length) })}</Button>}
    </>
  );
}

function Row({ row, by, deals }: { row: DealRow; by: Dimension; deals: Props["deals"] }) {
  const format = useFormat();
  const { nameOf } = useSteps();
  return (
    <tr>
      <th scope="row">{nameOf(row, by)}</th>
      {deals.steps.map((step, place) => (
        <td key={step.stage_id}>
          <FigureLink link={narrowed(row.opened, { reached_stage_id: step.stage_id })}>{format.count(row.steps[place] ?? 0)}</FigureLink>
        </td>
      ))}
      <td>
        <FigureLink link={won(row)}>{format.count(row.won)}</FigureLink>
      </td>
      <td>
        <FigureLink link={narrowed(row.closed, { stage_kind: "lost" })}>{format.count(row.lost)}</FigureLink>
      </td>
      <td>
        <FigureLink link={inMoney(won(row))}>
          <span title={format.moneyExact(row.won_minor)}>{format.money(row.won_minor)}</span>
        </FigureLink>
      </td>
      <td>{row.win_rate === null ? "" : format.percent(row.win_rate / 10_000)}</td>
    </tr>
  );
}
