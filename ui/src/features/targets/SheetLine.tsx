import CheckCircleOutlined from "@ant-design/icons/CheckCircleOutlined";
import CheckOutlined from "@ant-design/icons/CheckOutlined";
import DownOutlined from "@ant-design/icons/DownOutlined";
import LockOutlined from "@ant-design/icons/LockOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import SafetyCertificateOutlined from "@ant-design/icons/SafetyCertificateOutlined";
import WarningOutlined from "@ant-design/icons/WarningOutlined";
import type { TFunction } from "i18next";
import { memo, type CSSProperties, type ReactNode } from "react";
import { cellOf, isDeclared, lacking, lineOf, mayWrite, periodKey, type Column, type Field, type Kept, type Sum } from "./gridModel";
import styles from "./Sheet.module.css";
import type { TargetCell, TargetDivision, TargetRow } from "./types";
import type { useFigure } from "./useFigure";

export interface LineProps {
  y: number;
  top: number;
  height: number;
  row: TargetRow;
  field: Field;
  /** The first line of its row carries the name. */
  first: boolean;
  several: boolean;
  columns: readonly Column[];
  kept: ReadonlyMap<string, Kept> | undefined;
  sums: readonly Sum[] | undefined;
  divisions: ReadonlyMap<string, TargetDivision>;
  bufferBp: number;
  /** Whether the year's periods add up. */
  together: boolean;
  folded: boolean | null;
  onFold: (node: number) => void;
  /** The chosen columns, and the one that one stands in; -1 is none. */
  from: number;
  to: number;
  at: number;
  corner: boolean;
  editor: ReactNode;
  figure: ReturnType<typeof useFigure>;
  t: TFunction;
}

export const cellId = (y: number, x: number): string => `target-${y}-${x}`;

/** The sum of the parts, whether it is enough, and whether it is held to it: in a word and an icon. */
function Rule({ parts, own, closed, bufferBp, figure, t }: { parts: number; own: number | null; closed: boolean; bufferBp: number } & Pick<LineProps, "figure" | "t">) {
  const lacks = lacking(own, bufferBp, parts);
  const mark =
    lacks === null || (own === 0 && parts === 0) ? null : lacks > 0 ? (
      <b data-tone="bad">
        <WarningOutlined aria-hidden /> {t("screens.targets.sheet.lacks", { amount: figure.short(lacks) })}
      </b>
    ) : (
      <b data-tone="good">
        <CheckOutlined aria-hidden /> {t("screens.targets.sheet.enough")}
      </b>
    );
  if (parts === 0 && own === null) return null;
  return (
    <small className={styles["parts"]} title={t("screens.targets.sheet.below", { amount: figure.exact(parts) })}>
      {closed && <SafetyCertificateOutlined aria-label={t("screens.targets.sheet.closed")} title={t("screens.targets.sheet.closed")} />}
      {mark}
      <span>{figure.short(parts)}</span>
    </small>
  );
}

/** All periods of a year whose own figure nobody set. */
function Together({ line, value }: { line: LineProps; value: number | null }) {
  const { row, field, columns, kept, figure, t } = line;
  const periods = value === null ? columns.filter(({ place }) => place >= 0) : [];
  const total = periods.reduce((sum, column) => sum + ((kept?.get(periodKey(column)) ?? { value: cellOf(row, column)?.[field] }).value ?? 0), 0);
  return total > 0 ? <small className={styles["said"]}>{t("screens.targets.sheet.together", { amount: figure.short(total) })}</small> : null;
}

/** What those who have to reach it said, where it is not the figure in force. */
function Said({ cell, value, field, figure, t }: { cell: TargetCell | null; value: number | null; field: Field } & Pick<LineProps, "figure" | "t">) {
  const line = lineOf(field);
  const other = isDeclared(field) ? cell?.[line] : cell?.[`declared_${line}`];
  if (other === null || other === undefined || other === value) return null;
  const declared = isDeclared(field) ? value : other;
  const given = isDeclared(field) ? other : value;
  const gap = declared !== null && given !== null ? declared - given : null;
  const words = t(isDeclared(field) ? "screens.targets.sheet.given" : "screens.targets.sheet.said", { amount: figure.short(other) });
  const signed = gap === null ? "" : `${gap > 0 ? "+" : "−"}${figure.short(Math.abs(gap))}`;
  return (
    <small className={styles["said"]} title={t("screens.targets.sheet.gap", { amount: signed })}>
      {words}
    </small>
  );
}

function States({ cell, kept, t }: { cell: TargetCell | null; kept: Kept | undefined; t: TFunction }) {
  if (kept && kept.state !== "sending") return <WarningOutlined className={styles["bad"] ?? ""} aria-label={t(`screens.targets.sheet.state.${kept.state}`)} />;
  if (cell?.locked) return <LockOutlined className={styles["quiet"] ?? ""} aria-label={t("screens.targets.sheet.locked")} title={t("screens.targets.sheet.locked")} />;
  if (cell?.agreed) return <CheckCircleOutlined className={styles["good"] ?? ""} aria-label={t("screens.targets.sheet.agreed")} title={t("screens.targets.sheet.agreed")} />;
  return null;
}

function Cell({ x, line }: { x: number; line: LineProps }) {
  const { row, field, columns, kept: own, sums, divisions, figure, t, y } = line;
  const column = columns[x] as Column;
  const cell = cellOf(row, column);
  const kept = own?.get(periodKey(column));
  const value = kept ? kept.value : (cell?.[field] ?? null);
  const here = line.at === x;
  const sum = isDeclared(field) ? undefined : sums?.[x];
  const words = kept?.raw ?? (value === null ? "" : figure.short(value));
  const title = [value === null || kept?.raw ? "" : figure.exact(value), kept?.words ?? ""].filter(Boolean).join("\n");
  return (
    <div
      role="gridcell"
      id={cellId(y, x)}
      data-x={x}
      data-chosen={x >= line.from && x <= line.to}
      data-here={here}
      data-year={column.place < 0}
      data-state={kept?.state}
      aria-selected={x >= line.from && x <= line.to}
      data-readonly={!mayWrite(row, field)}
      className={styles["cell"]}
    >
      {here && line.editor ? (
        line.editor
      ) : (
        <span className={styles["value"]} title={title}>
          <States cell={cell} kept={kept} t={t} />
          {column.place < 0 && line.together && <Together line={line} value={value} />}
          <Said cell={cell} value={value} field={field} figure={figure} t={t} />
          <span>{words}</span>
        </span>
      )}
      {sum && <Rule parts={sum[lineOf(field)]} own={value} closed={divisions.get(`${cell?.id}/down`)?.closed === true} bufferBp={line.bufferBp} figure={figure} t={t} />}
      {line.corner && x === line.to && <i className={styles["handle"]} data-handle />}
    </div>
  );
}

/** One line of the sheet: a row's must, or its stretch, in every period. */
export const SheetLine = memo(function SheetLine(line: LineProps) {
  const { row, field, first, several, folded, onFold, columns, t, top, height, y } = line;
  const indent = { "--depth": row.depth } as CSSProperties;
  return (
    <div role="row" aria-rowindex={y + 2} className={styles["line"]} data-first={first} data-unit={row.kind === "unit"} data-y={y} style={{ top, height }}>
      <div role="rowheader" className={styles["name"]} style={indent}>
        {first && folded !== null && (
          <button type="button" tabIndex={-1} aria-expanded={!folded} aria-label={t(folded ? "screens.targets.sheet.unfold" : "screens.targets.sheet.fold", { name: row.name })} onClick={() => onFold(row.node_id)}>
            {folded ? <RightOutlined /> : <DownOutlined />}
          </button>
        )}
        {first && (
          <span className={styles["who"]} title={row.name}>
            {row.name}
          </span>
        )}
        {!first && <span className="visually-hidden">{row.name}</span>}
        {first && row.level && <small>{row.level}</small>}
        {(several || isDeclared(field)) && <small className={styles["which"]}>{t(`screens.targets.line.${field}`)}</small>}
      </div>
      {columns.map((column, x) => (
        <Cell key={periodKey(column)} x={x} line={line} />
      ))}
    </div>
  );
});
