import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { FigureLink } from "@/shared/ui/FigureLink";
import { Mark } from "@/shared/ui/Mark";
import { useFormat } from "@/shared/useFormat";
import { nodesName } from "./names";
import { useFigure } from "./useFigure";
import { pipelineLink, reachedLink } from "./trackLinks";
import { isBehind } from "./trackState";
import { TrackBar } from "./TrackBar";
import type { Opening } from "./recordsApi";
import type { Tracking, TrackingRow } from "./trackApi";
import type { Grain } from "./types";
import styles from "./Tracking.module.css";

interface Props {
  tracking: Tracking;
  onCover: (cellId: number) => void;
  onOpen: (opened: Opened) => void;
}

/** The figure whose records are asked for. */
export type Opened = Opening & { name: string };

/** What was reached opens its records: where a list shows exactly those, the list. */
function Reached({ row, tracking, span, value, onOpen }: Pick<Props, "tracking" | "onOpen"> & { row: TrackingRow; span: { grain: Grain; starts_on: string; ends_on: string }; value: number }) {
  const { t } = useTranslation();
  const { metric } = tracking.tree;
  const figure = useFigure(metric);
  const link = reachedLink(metric, row, span);
  if (link) return <FigureLink link={link}>{figure.short(value)}</FigureLink>;
  return (
    <Button
      type="link"
      size="small"
      className={styles["plain"]}
      onClick={() => onOpen({ node_id: row.node_id, name: row.name, grain: span.grain, starts_on: span.starts_on })}
      aria-label={t("screens.tracking.records.open", { node: row.name, figure: figure.short(value) })}
    >
      {figure.short(value)}
    </Button>
  );
}

function Streak({ count }: { count: number }) {
  const { t } = useTranslation();
  return <Mark tone={count > 0 ? "good" : count < -1 ? "bad" : "warn"}>{t(`screens.tracking.${count > 0 ? "streakReached" : "streakMissed"}`, { n: Math.abs(count) })}</Mark>;
}

function Row({ row, tracking, onCover, onOpen }: Props & { row: TrackingRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tree, period, year } = tracking;
  const figure = useFigure(tree.metric);
  const short = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : figure.short(value));
  const share = (bp: number | null): string => (bp === null ? "" : format.percent(bp / 10_000));
  const { current: now } = row;
  // without history, deals or anything reached there is nothing to tell it by: that is no forecast of zero
  const known = now.forecast.high > 0 || period.days_left === 0;
  const label = (name: string) => t(`screens.tracking.${name}`);
  return (
    <tr data-kind={row.kind}>
      <th scope="row" style={{ paddingInlineStart: row.depth * 16 }}>
        {row.name}
        {row.streak !== 0 && (
          <small>
            <Streak count={row.streak} />
          </small>
        )}
      </th>
      <td className={styles["wide"]}>
        <TrackBar stand={now} behind={isBehind(now, tree.metric.aim)} exact={figure.exact} />
      </td>
      <td data-label={label("attained")}>
        <Reached {...{ row, tracking, onOpen }} span={{ ...period, grain: tracking.grain }} value={now.attained} /> <b>{share(now.share_bp)}</b>
        {now.should_be !== null && <small>{t("screens.tracking.ringDue", { due: short(now.should_be) })}</small>}
      </td>
      <td data-label={label("must")} title={now.must === 0 ? label("zeroTarget") : undefined}>
        {short(now.must)}
        {now.needed_now !== null && now.needed_now !== now.must && <small title={label("neededNowHelp")}>{t("screens.tracking.neededNow", { figure: short(now.needed_now) })}</small>}
      </td>
      <td data-label={label("gap")}>
        {short(now.gap)}
        {now.needed_a_day !== null && now.needed_a_day > 0 && <small>{t("screens.tracking.aDay", { figure: short(now.needed_a_day) })}</small>}
      </td>
      <td data-label={label("forecast")} title={label("forecastHelp")}>
        <FigureLink link={now.pipeline === null ? null : pipelineLink(row, period)}>{known ? short(now.forecast.point) : "–"}</FigureLink>
        {known && <small>{t("screens.tracking.forecastRange", { low: short(now.forecast.low), high: short(now.forecast.high) })}</small>}
      </td>
      <td data-label={label("uncovered")}>
        {now.cell_id !== null && now.uncovered !== null ? (
          <Button type="link" size="small" className={styles["plain"]} onClick={() => onCover(now.cell_id as number)} aria-label={t("screens.tracking.coverageOf", { node: row.name })}>
            {short(now.uncovered)}
          </Button>
        ) : (
          "–"
        )}
      </td>
      <td data-label={label("year")}>
        <Reached {...{ row, tracking, onOpen }} span={{ ...year, grain: "year" }} value={row.year.attained} /> {share(row.year.share_bp)}
        {row.year.must !== null && row.year.forecast.high > 0 && <small>{t("screens.tracking.forecastRange", { low: short(row.year.forecast.low), high: short(row.year.forecast.high) })}</small>}
      </td>
    </tr>
  );
}

const HEADS = ["attained", "must", "gap", "forecast", "uncovered", "year"] as const;

/** Every node with its current period and its year; on a phone each is a card. */
export function TrackTable(props: Props) {
  const { t } = useTranslation();
  const { tracking } = props;
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.tracking.title")}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{nodesName(t, tracking.tree.dimension)}</th>
            <td />
            {HEADS.map((name) => (
              <th key={name} scope="col">
                {t(`screens.tracking.${name === "gap" && tracking.tree.metric.aim === "at_most" ? "gapAtMost" : name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tracking.rows.map((row) => (
            <Row key={row.node_id} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
