import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFormat } from "@/shared/useFormat";
import { byCell } from "./complaints";
import { DECLARED, declarations, talkOf, typedKey, type Declared, type Typed } from "./declaring";
import { figureText } from "./figures";
import { cellOf, columnsOf, type Column } from "./gridModel";
import { periodName } from "./names";
import styles from "./Phone.module.css";
import { Reaching } from "./Reaching";
import { TALK_TONES } from "./talk";
import { reachedIn, reachedQuery } from "./trackApi";
import type { TargetGrid, TargetRow } from "./types";
import { useFigure } from "./useFigure";

const TogetherTool = lazy(() => import("./TogetherTool"));
const RecordsDrawer = lazy(() => import("./RecordsDrawer"));

const Cover = lazy(async () => ({ default: (await import("./CellCover")).Cover }));

interface Props {
  grid: TargetGrid;
  row: TargetRow;
}

function Period({ grid, row, column, reached, typed, wrong, onType, onOpen }: Props & { reached: number | null; onOpen: (column: Column) => void; column: Column; typed: Typed; wrong: readonly string[]; onType: (key: string, text: string) => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const figure = useFigure(grid.tree.metric);
  const cell = cellOf(row, column);
  const talk = talkOf(cell);
  const name = periodName(t, column.grain, column, column.place, language);
  const shown = (value: number | null | undefined): string => (value === null || value === undefined ? t("shell.none") : figure.short(value));
  const field = (line: Declared) => {
    const key = typedKey(column, line);
    return (
      <label key={line}>
        <span>{t(`screens.targets.line.${line}`)}</span>
        <Input
          inputMode="decimal"
          aria-label={`${name} ${t(`screens.targets.line.${line}`)}`}
          {...(wrong.includes(key) && { status: "error" as const })}
          value={typed[key] ?? figureText(cell?.[line], grid.tree.metric.measured)}
          onChange={(event) => onType(key, event.target.value)}
        />
      </label>
    );
  };
  return (
    <li className={styles["period"]}>
      <h3>{name}</h3>
      <Mark tone={TALK_TONES[talk]}>{t(`screens.targets.talk.${talk}`)}</Mark>
      <p>
        {t("screens.targets.line.must")} <b>{shown(cell?.must)}</b> · {t("screens.targets.line.stretch")} <b>{shown(cell?.stretch)}</b>
      </p>
      {reached !== null && (
        <Reaching metric={grid.tree.metric} must={cell?.must ?? null} reached={reached}>
          <Button type="link" size="small" onClick={() => onOpen(column)} aria-label={t("screens.tracking.records.open", { node: `${row.name} ${name}`, figure: figure.short(reached) })}>
            {figure.short(reached)}
          </Button>
        </Reaching>
      )}
      {cell && cell.must !== null && cell.must !== undefined && reached !== null && grid.tree.metric.aim === "at_least" && !grid.tree.metric.derived && (
        <Suspense>
          <Cover cellId={cell.id} metric={grid.tree.metric} />
        </Suspense>
      )}
      {row.may_declare && <div className={styles["fields"]}>{DECLARED.map(field)}</div>}
    </li>
  );
}

function useDeclare({ grid, row }: Props, done: () => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ cells, words }: { cells: object[]; words: string }) => api.PUT("/api/v1/targets/trees/{id}/declarations", { params: { path: { id: grid.tree.id } }, body: { cells, words } as never }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["target_tree", "grid", grid.tree.id] });
      done();
      toast("good", t("screens.targets.declare.sent", { name: row.name }));
    },
  });
}

/** One person's periods to read and to declare; what is typed stays until it has arrived. */
export function MyPeriods({ grid, row }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Typed>({});
  const [words, setWords] = useState("");
  const [opened, setOpened] = useState<Column>();
  const { mutate, isPending, error } = useDeclare({ grid, row }, () => {
    setTyped({});
    setWords("");
  });
  const columns = columnsOf(grid);
  const { data: reached } = useQuery(reachedQuery(grid.tree.id, grid.grain));
  const { cells, wrong } = declarations(row, columns, typed, grid.tree.metric.measured);
  const problem = error && asProblem(error);
  const said = problem && ([...byCell(problem).values()][0]?.words || problemText(problem, t));
  return (
    <section>
      <div className={styles["tools"]}>
        <h2 className={styles["title"]}>{row.name}</h2>
        <Suspense>
          <TogetherTool grid={grid} row={row} />
        </Suspense>
      </div>
      <ul className={styles["list"]}>
        {columns.map((column) => (
          <Period key={column.grain + column.starts_on} {...{ grid, row, column, typed, wrong }} reached={reachedIn(reached?.get(row.node_id), column.place)} onType={(key, text) => setTyped((now) => ({ ...now, [key]: text }))} onOpen={setOpened} />
        ))}
      </ul>
      <Suspense>{opened && <RecordsDrawer node_id={row.node_id} name={row.name} grain={opened.grain} starts_on={opened.starts_on} onClose={() => setOpened(undefined)} />}</Suspense>
      {row.may_declare && (
        <div className={styles["send"]}>
          {said && <p role="alert">{said}</p>}
          {wrong.length > 0 && <p role="alert">{t("screens.targets.sheet.unread", { n: wrong.length })}</p>}
          <Input value={words} onChange={(event) => setWords(event.target.value)} maxLength={500} placeholder={t("screens.targets.declare.words")} aria-label={t("screens.targets.declare.words")} />
          <Button type="primary" loading={isPending} disabled={cells.length === 0 || wrong.length > 0} onClick={() => mutate({ cells, words })}>
            {t("screens.targets.declare.send", { n: cells.length })}
          </Button>
        </div>
      )}
    </section>
  );
}
