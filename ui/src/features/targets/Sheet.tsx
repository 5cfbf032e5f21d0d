import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog } from "@/resource/form/RecordDialog";
import { useFormat } from "@/shared/useFormat";
import { cellOf, columnsOf, FIELDS, figureAt, isDeclared, lineKey, parentsOf, periodKey, settled, sumsOf, unfolded, type Kept, type KeptMap, type Mode, type Sum, type View } from "./gridModel";
import { readFigure } from "./figures";
import { nodesName, periodName } from "./names";
import { placeAt, type Change, type Spot } from "./ranges";
import type { Saver, State } from "./Saver";
import styles from "./Sheet.module.css";
import { cellId, SheetLine } from "./SheetLine";
import type { TargetGrid, TargetRow } from "./types";
import { useCursor, type Editing } from "./useCursor";
import { useFigure } from "./useFigure";
import { useGestures } from "./useGestures";
import { useKeys } from "./useKeys";
import { usePointer } from "./usePointer";
import { useWindow } from "./useWindow";

const NOTHING: ReadonlySet<number> = new Set();
const LINE = 26;
const WITH_PARTS = 44;
const NAME = 216;
const YEAR = 144;
const PERIOD = 160;
const HEAD = 32;

/** What the buttons over the sheet do. */
export interface Steps {
  undo: () => void;
  redo: () => void;
}

interface Props {
  grid: TargetGrid;
  saver: Saver;
  state: State;
  mode: Mode;
  /** Where one stands, for whoever shows more about it. */
  onMore: (row: TargetRow, at: { grain: string; starts_on: string }) => void;
  onSteps: (steps: Steps) => void;
  onStand: (spot: { row: TargetRow; column: View["columns"][number] } | null) => void;
}

/** What is being typed counts in the sums at once. */
function withTyped(view: View, editing: Editing | null): KeptMap {
  const place = editing && placeAt(view, editing);
  const read = editing && readFigure(editing.text, view.measured);
  if (!place || !read?.ok) return view.kept;
  const { row, column, field } = place;
  const line = lineKey(row.node_id, field);
  const typed: Kept = { node_id: row.node_id, grain: column.grain, starts_on: column.starts_on, field, value: read.value, base: null, state: "sending" };
  return new Map([...view.kept, [line, new Map([...(view.kept.get(line) ?? []), [periodKey(column), typed]])]]);
}

/** What stands still is the same object as the last time. */
function remembering(): (next: Map<number, Sum[]>) => ReadonlyMap<number, Sum[]> {
  let last: ReadonlyMap<number, Sum[]> = new Map();
  return (next) => (last = settled(last, next));
}

function useSums(grid: TargetGrid, view: View, editing: Editing | null): ReadonlyMap<number, Sum[]> {
  const [remembered] = useState(remembering);
  return remembered(sumsOf(grid.rows, view.columns, withTyped(view, editing)));
}

function useLayout(view: View, units: ReadonlySet<number>): number[] {
  const { rows, fields } = view;
  return useMemo(() => {
    const tops = [0];
    for (const { node_id: node } of rows) for (const field of fields) tops.push((tops.at(-1) ?? 0) + (units.has(node) && !isDeclared(field) ? WITH_PARTS : LINE));
    return tops;
  }, [rows, fields, units]);
}

/** People by periods, as in a spreadsheet. */
export default function Sheet({ grid, saver, state, mode, onMore, onStand, onSteps }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const figure = useFigure(grid.tree.metric);
  const frame = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const columns = useMemo(() => columnsOf(grid), [grid]);
  const rows = useMemo(() => unfolded(grid.rows, folded), [grid.rows, folded]);
  const units = useMemo(() => parentsOf(grid.rows), [grid.rows]);
  // of ratios nothing adds up: no sums, no rule
  const summed = useMemo(() => (grid.tree.metric.derived ? NOTHING : units), [grid.tree.metric.derived, units]);
  const divisions = useMemo(() => new Map(grid.divisions.map((one) => [`${one.cell_id}/${one.axis}`, one])), [grid.divisions]);
  const view: View = { rows, columns, fields: FIELDS[mode], measured: grid.tree.metric.measured, kept: state.kept };
  const cursor = useCursor(view);
  const standing = useStanding(grid, view);
  const gestures = useGestures(view, saver, standing);
  const { at, editing } = cursor;
  useEffect(() => {
    onSteps({ undo: gestures.undo, redo: gestures.redo });
  });
  const commit = (): void => {
    if (editing) gestures.type(editing, editing.text);
    cursor.stop();
    frame.current?.focus();
  };
  const place = placeAt(view, at);
  const more = (): void => void (place && onMore(place.row, place.column));
  const pointer = usePointer(cursor, commit, gestures.fill);
  const keys = useKeys({ view, cursor, gestures, commit, onMore: more });
  const sums = useSums(grid, view, editing);
  const tops = useLayout(view, summed);
  const [first, end] = useWindow(frame, tops);
  useInSight(frame, tops, at);
  useFocusFirst(frame);
  const row = place?.row ?? null;
  const column = place?.column ?? null;
  useEffect(() => onStand(row && column && { row, column }), [row, column, onStand]);
  const [onFold] = useState(() => (node: number): void => setFolded((now) => (now.has(node) ? new Set([...now].filter((one) => one !== node)) : new Set([...now, node]))));
  const editor = editing && <Editor editing={editing} onType={cursor.type} onLeave={commit} label={t("screens.targets.sheet.figure")} />;
  const widths = columns.map(({ place: n }) => `${n < 0 ? YEAR : PERIOD}px`).join(" ");
  const lines = Array.from({ length: end - first }, (_, n) => first + n);
  return (
    <>
      <div
        ref={frame}
        role="grid"
        tabIndex={0}
        aria-label={grid.tree.name}
        aria-rowcount={tops.length}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-activedescendant={cellId(at.y, at.x)}
        className={styles["frame"]}
        style={{ "--columns": `${NAME}px ${widths}`, "--name": `${NAME}px` } as never}
        onDoubleClick={() => void (cursor.edit() || more())}
        {...keys}
        {...pointer.on}
      >
        <div role="row" aria-rowindex={1} className={styles["head"]}>
          <div role="columnheader">{nodesName(t, grid.tree.dimension)}</div>
          {columns.map((column) => (
            <div key={periodKey(column)} role="columnheader" data-year={column.place < 0} title={`${column.starts_on} – ${column.ends_on}`}>
              {periodName(t, column.grain, column, column.place, language)}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={styles["body"]} style={{ height: tops.at(-1) }}>
          {lines.map((y) => {
            const spot = placeAt(view, { y, x: 0 });
            if (!spot) return null;
            const { row, field } = spot;
            const inside = y >= pointer.shown.top && y <= pointer.shown.bottom;
            return (
              <SheetLine
                key={`${row.node_id} ${field}`}
                {...{ y, row, field, columns, divisions, figure, t, onFold }}
                top={tops[y] ?? 0}
                height={(tops[y + 1] ?? 0) - (tops[y] ?? 0)}
                first={y % view.fields.length === 0}
                several={view.fields.length > 1}
                kept={state.kept.get(lineKey(row.node_id, field))}
                sums={summed.has(row.node_id) ? sums.get(row.node_id) : undefined}
                together={!grid.tree.metric.derived}
                bufferBp={grid.tree.buffer_bp}
                folded={units.has(row.node_id) ? folded.has(row.node_id) : null}
                from={inside ? pointer.shown.left : -1}
                to={inside ? pointer.shown.right : -1}
                at={y === at.y ? at.x : -1}
                corner={y === pointer.shown.bottom && !editing}
                editor={y === at.y ? editor : null}
              />
            );
          })}
        </div>
      </div>
      {gestures.asked && (
        <RecordDialog
          kind="target"
          question={{ title: "screens.targets.sheet.why", text: <p>{t("screens.targets.sheet.whyText")}</p>, fields: [{ name: "reason", kind: "textarea", required: true }], submit: async (values) => gestures.answer(String(values["reason"])) }}
          touches={[]}
          onClose={gestures.cancel}
        />
      )}
    </>
  );
}

function useStanding(grid: TargetGrid, view: View) {
  const rows = useMemo(() => new Map(grid.rows.map((row) => [row.node_id, row])), [grid.rows]);
  return ({ node_id: node, grain, starts_on: first, field }: Pick<Change, "node_id" | "grain" | "starts_on" | "field">) => {
    const row = rows.get(node);
    const column = view.columns.find((one) => one.grain === grain && one.starts_on === first);
    return row && column ? { value: figureAt(view.kept, row, column, field), locked: cellOf(row, column)?.locked === true } : { value: null, locked: false };
  };
}

/** A place is shown as chosen from the start: what is typed or pasted then lands in it, unless the focus is somewhere else. */
function useFocusFirst(frame: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) frame.current?.focus({ preventScroll: true });
  }, [frame]);
}

/** The place one stands in is never behind the head, the frozen columns or the edges. */
function useInSight(frame: RefObject<HTMLDivElement | null>, tops: readonly number[], { y, x }: Spot): void {
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const top = tops[y] ?? 0;
    const bottom = (tops[y + 1] ?? top) + HEAD;
    if (top < box.scrollTop) box.scrollTo({ top });
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTo({ top: bottom - box.clientHeight });
    const cell = box.querySelector<HTMLElement>(`#${cellId(y, x)}`);
    if (!cell || cell.dataset["year"] === "true") return;
    const left = cell.offsetLeft - NAME - YEAR;
    const right = cell.offsetLeft + cell.offsetWidth;
    if (left < box.scrollLeft) box.scrollTo({ left });
    else if (right > box.scrollLeft + box.clientWidth) box.scrollTo({ left: right - box.clientWidth });
  }, [frame, tops, y, x]);
}

function Editor({ editing, onType, onLeave, label }: { editing: Editing; onType: (text: string) => void; onLeave: () => void; label: string }) {
  return <input autoFocus aria-label={label} inputMode="decimal" className={styles["editor"]} value={editing.text} onChange={(event) => onType(event.target.value)} onBlur={(event) => event.relatedTarget?.closest("[role=grid]") || onLeave()} />;
}

