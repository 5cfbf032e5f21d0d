import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useKey } from "@/resource/form/useSubmit";
import { useRefresh } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFormat } from "@/shared/useFormat";
import { declareMany, proposeMany, TOUCHES } from "./agreeApi";
import { byCell } from "./complaints";
import { figureText, readFigure } from "./figures";
import { cellOf, periodKey, type Column, type Line } from "./gridModel";
import { periodName } from "./names";
import styles from "./Together.module.css";
import { open, placesOf, shared, standing, wantedCells, type Figures } from "./together";
import type { TargetGrid, TargetRow } from "./types";
import { useFigure } from "./useFigure";

const LINES: readonly Line[] = ["must", "stretch"];

interface Props {
  act: "propose" | "declare";
  grid: TargetGrid;
  rows: readonly TargetRow[];
  columns: readonly Column[];
  onDone: () => void;
}

type Texts = Readonly<Record<string, string>>;
const textKey = (column: Column, line: Line): string => `${periodKey(column)}/${line}`;

/** What is typed for one row: each period's own text, and one for the whole that spreads over the others. */
function useTyped({ act, grid, rows, columns }: Pick<Props, "act" | "grid" | "rows" | "columns">) {
  const { measured } = grid.tree.metric;
  const [texts, setTexts] = useState<Texts>({});
  const [row] = rows;
  const at = (column: Column): Figures => standing(act, row ? cellOf(row, column) : null);
  const text = (column: Column, line: Line): string => texts[textKey(column, line)] ?? figureText(at(column)[line], measured);
  const read = (column: Column, line: Line) => readFigure(text(column, line), measured);
  const periods = columns.filter(({ place }) => place >= 0);
  const type = (column: Column, line: Line, value: string): void => setTexts((now) => ({ ...now, [textKey(column, line)]: value }));
  /** Nothing of a locked period moves: the others share the rest. */
  const spread = (line: Line, value: string): void => {
    const whole = readFigure(value, measured);
    const free = periods.filter((column) => !(row && cellOf(row, column)?.locked));
    setTexts((now) => {
      const next: Record<string, string> = { ...now, [`whole/${line}`]: value };
      if (!whole.ok || whole.value === null) return next;
      const held = periods.filter((column) => !free.includes(column)).reduce((sum, column) => sum + (at(column)[line] ?? 0), 0);
      const parts = shared(Math.max(0, whole.value - held), free.map((column) => at(column)[line] ?? at(column).must ?? 0));
      free.forEach((column, place) => (next[textKey(column, line)] = figureText(parts[place], measured)));
      for (const column of columns) if (column.place < 0) next[textKey(column, line)] = value;
      return next;
    });
  };
  const wrong = columns.flatMap((column) => LINES.filter((line) => !read(column, line).ok).map((line) => textKey(column, line)));
  const sum = (line: Line): number => periods.reduce((total, column) => total + valueOf(read(column, line)), 0);
  const wanted = (column: Column): Figures => ({ must: orNull(read(column, "must")), stretch: orNull(read(column, "stretch")) });
  return { texts, text, type, spread, wrong, sum, wanted };
}

type Reading = ReturnType<typeof readFigure>;
const orNull = (read: Reading): number | null => (read.ok ? read.value : null);
const valueOf = (read: Reading): number => orNull(read) ?? 0;

const field = (label: string, value: string, bad: boolean, onChange: (text: string) => void, disabled = false) => (
  <Input size="small" inputMode="decimal" aria-label={label} value={value} disabled={disabled} {...(bad && { status: "error" as const })} onChange={({ target }) => onChange(target.value)} />
);

/** Every period of one node in one step. */
function OneRow({ grid, rows, columns, typed }: Pick<Props, "grid" | "rows" | "columns"> & { typed: ReturnType<typeof useTyped> }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const figure = useFigure(grid.tree.metric);
  const [row] = rows;
  if (!row) return null;
  return (
    <div className={styles["scroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.targets.grain")}</th>
            {LINES.map((line) => (
              <th key={line} scope="col">
                {t(`screens.targets.line.${line}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.grain !== "year" && !grid.tree.metric.derived && (
            <tr data-whole>
              <th scope="row">
                {t("screens.targets.together.spread")} <small className={styles["quiet"]}>{t("screens.targets.together.sum", { amount: figure.short(typed.sum("must")) })}</small>
              </th>
              {LINES.map((line) => (
                <td key={line}>{field(`${t("screens.targets.together.spread")} ${t(`screens.targets.line.${line}`)}`, typed.texts[`whole/${line}`] ?? "", false, (text) => typed.spread(line, text))}</td>
              ))}
            </tr>
          )}
          {columns.map((column) => {
            const name = periodName(t, column.grain, column, column.place, language);
            const locked = cellOf(row, column)?.locked === true;
            return (
              <tr key={periodKey(column)}>
                <th scope="row">
                  {name} {locked && <small>{t("screens.targets.talk.locked")}</small>}
                </th>
                {LINES.map((line) => (
                  <td key={line}>
                    {field(`${name} ${t(`screens.targets.line.${line}`)}`, typed.text(column, line), typed.wrong.includes(textKey(column, line)), (text) => typed.type(column, line, text), locked)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Put forward or declared in one step: one node's figures as they are typed, or those of many as they stand. */
export function SayMany({ act, grid, rows, columns, onDone }: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const keyFor = useKey();
  const [words, setWords] = useState("");
  const typed = useTyped({ act, grid, rows, columns });
  const single = rows.length === 1;
  const standingNow = placesOf(rows, columns).filter(open);
  const cells = single
    ? wantedCells(act, rows[0] as TargetRow, columns, typed.wanted)
    : rows.flatMap((row) => wantedCells(act, row, columns.filter((column) => standingNow.some((one) => one.row === row && one.column === column)), (column) => standing("propose", cellOf(row, column))));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => (act === "propose" ? proposeMany(grid.tree.id, cells, words, (part) => keyFor({ words, part })) : declareMany(grid.tree.id, cells, words)),
    onSuccess: () => {
      toast("good", t(`screens.targets.together.${act}.done`, { count: cells.length }));
      refresh(...TOUCHES);
      onDone();
    },
  });
  const problem = error && asProblem(error);
  const said = problem && ([...byCell(problem).values()][0]?.words || problemText(problem, t));
  return (
    <>
      {single && <OneRow grid={grid} rows={rows} columns={columns} typed={typed} />}
      {!single && <p>{t("screens.targets.together.asTheyStand", { count: cells.length, nodes: new Set(cells.map(({ node_id: id }) => id)).size })}</p>}
      <div className={styles["send"]}>
        {said && <p role="alert">{said}</p>}
        {typed.wrong.length > 0 && single && <p role="alert">{t("screens.targets.sheet.unread", { n: typed.wrong.length })}</p>}
        <Input value={words} maxLength={500} onChange={({ target }) => setWords(target.value)} placeholder={t("screens.targets.agree.wordsHint")} aria-label={t("fields.target_step.words")} />
        <Button type="primary" loading={isPending} disabled={cells.length === 0 || (single && typed.wrong.length > 0)} onClick={() => mutate()}>
          {t(`screens.targets.together.${act}.send`, { count: cells.length })}
        </Button>
      </div>
    </>
  );
}
