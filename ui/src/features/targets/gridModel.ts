/** The sheet of a tree without a screen: its columns, its lines, what may be written where, sums and the rule on them. Pure. */
import type { Measured } from "./figures";
import type { Grain, TargetCell, TargetGrid, TargetRow } from "./types";

export type Line = "must" | "stretch";
export type Field = Line | "declared_must" | "declared_stretch";
export type Mode = "both" | "must" | "stretch" | "declared";

export const FIELDS: Record<Mode, readonly Field[]> = {
  both: ["must", "stretch"],
  must: ["must"],
  stretch: ["stretch"],
  declared: ["declared_must", "declared_stretch"],
};

export const isDeclared = (field: Field): boolean => field.startsWith("declared_");
export const lineOf = (field: Field): Line => (field.endsWith("must") ? "must" : "stretch");

export interface Column {
  grain: Grain;
  starts_on: string;
  ends_on: string;
  /** Which of the grid's periods; -1 is the year beside them. */
  place: number;
}

/** A figure that was written and is not on the server yet. */
export interface Kept {
  node_id: number;
  grain: Grain;
  starts_on: string;
  field: Field;
  value: number | null;
  /** What its writer saw. */
  base: number | null;
  /** Typed or pasted, and no figure. */
  raw?: string;
  state: "sending" | "refused" | "lost" | "unread" | "conflict";
  words?: string | undefined;
}

/** By node and field, then by period: a line of the sheet looks at its own part alone. */
export type KeptMap = ReadonlyMap<string, ReadonlyMap<string, Kept>>;
export const lineKey = (node: number, field: Field): string => `${node}/${field}`;
export const periodKey = (at: { grain: string; starts_on: string }): string => `${at.grain}/${at.starts_on}`;

export interface View {
  rows: readonly TargetRow[];
  columns: readonly Column[];
  fields: readonly Field[];
  measured: Measured;
  kept: KeptMap;
}

/** The year first, but where the periods are the year itself. */
export function columnsOf(grid: TargetGrid): Column[] {
  const year: Column = { grain: "year", starts_on: grid.tree.starts_on, ends_on: grid.tree.ends_on, place: -1 };
  const periods = grid.periods.map((period, place) => ({ ...period, grain: grid.grain, place }));
  return grid.grain === "year" ? periods : [year, ...periods];
}

export const cellOf = (row: TargetRow, column: Column): TargetCell | null => (column.place < 0 ? row.year : (row.cells[column.place] ?? null));

/** The rows in sight: without those below a folded one. They come parents first. */
export function unfolded(rows: readonly TargetRow[], folded: ReadonlySet<number>): TargetRow[] {
  const hidden = new Set<number>();
  return rows.filter((row) => {
    const gone = row.parent_id !== null && (hidden.has(row.parent_id) || folded.has(row.parent_id));
    if (gone) hidden.add(row.node_id);
    return !gone;
  });
}

export const parentsOf = (rows: readonly TargetRow[]): Set<number> => new Set(rows.flatMap(({ parent_id: parent }) => (parent === null ? [] : [parent])));

export const keptAt = (kept: KeptMap, row: TargetRow, column: Column, field: Field): Kept | undefined => kept.get(lineKey(row.node_id, field))?.get(periodKey(column));

/** What stands in a place now: what was written, else what the server said. */
export function figureAt(kept: KeptMap, row: TargetRow, column: Column, field: Field): number | null {
  const own = keptAt(kept, row, column, field);
  return own ? own.value : (cellOf(row, column)?.[field] ?? null);
}

export const mayWrite = (row: TargetRow, field: Field): boolean => (isDeclared(field) ? row.may_declare : row.may_set);

export interface Sum {
  must: number;
  stretch: number;
}

/** What the nodes below each one make together, by column. */
export function sumsOf(rows: readonly TargetRow[], columns: readonly Column[], kept: KeptMap): Map<number, Sum[]> {
  const sums = new Map([...parentsOf(rows)].map((id) => [id, columns.map((): Sum => ({ must: 0, stretch: 0 }))]));
  for (const row of rows) {
    const above = row.parent_id === null ? undefined : sums.get(row.parent_id);
    above?.forEach((sum, x) => {
      const column = columns[x] as Column;
      sum.must += figureAt(kept, row, column, "must") ?? 0;
      sum.stretch += figureAt(kept, row, column, "stretch") ?? 0;
    });
  }
  return sums;
}

/** `next`, with what is the same as before taken from there: lines whose sums stand still are not drawn anew. */
export function settled(before: ReadonlyMap<number, Sum[]>, next: Map<number, Sum[]>): Map<number, Sum[]> {
  const same = (a: Sum[], b: Sum[]): boolean => a.length === b.length && a.every((sum, x) => sum.must === b[x]?.must && sum.stretch === b[x]?.stretch);
  for (const [id, sums] of next) {
    const old = before.get(id);
    if (old && same(old, sums)) next.set(id, old);
  }
  return next;
}

const WHOLE = 10_000n;

/** The least that the parts make together: the figure and the buffer on it, rounded up, exactly as the server does. */
export const needed = (figure: number, bufferBp: number): number => Number((BigInt(figure) * (WHOLE + BigInt(bufferBp)) + WHOLE - 1n) / WHOLE);

/** What the parts lack; null where there is no figure to exceed. */
export const lacking = (figure: number | null, bufferBp: number, parts: number): number | null => (figure === null ? null : Math.max(0, needed(figure, bufferBp) - parts));
