/** Many figures in one step: whose answer they wait for, and how one figure for the whole year is spread over its periods. Pure. */
import { cellOf, columnsOf, type Column, type Line } from "./gridModel";
import type { TargetCell, TargetGrid, TargetRow } from "./types";

export type Act = "propose" | "accept" | "declare";
export const ACTS: readonly Act[] = ["propose", "accept", "declare"];

export interface Place {
  row: TargetRow;
  column: Column;
  cell: TargetCell | null;
}

export type Figures = Record<Line, number | null>;
/** By the key of its column. */
export type Spread = ReadonlyMap<string, Figures>;

export const mayAct = (act: Act, row: TargetRow): boolean => (act === "propose" ? row.may_set : act === "declare" ? row.may_declare : row.may_set || row.may_confirm);

/** The year with its periods, or only what the sheet shows. */
export const columnsIn = (grid: TargetGrid, whole: boolean): Column[] => columnsOf(grid).filter(({ place }) => whole || place >= 0 || grid.grain === "year");

export function placesOf(rows: readonly TargetRow[], columns: readonly Column[]): Place[] {
  return rows.flatMap((row) => columns.map((column) => ({ row, column, cell: cellOf(row, column) })));
}

export interface Waiting extends Place {
  cell: TargetCell;
  side: "above" | "below";
  /** What is in force once it is said. */
  figures: Figures;
}

/** What waits for an answer of whoever looks; locked figures are answered one by one. */
export function waiting({ row, column, cell }: Place): Waiting | null {
  if (!cell || cell.locked || cell.agreed) return null;
  if (cell.countered) {
    const figures = { must: cell.declared_must ?? null, stretch: cell.declared_stretch ?? cell.stretch ?? null };
    return row.may_set ? { row, column, cell, side: "above", figures } : null;
  }
  const figures = { must: cell.must ?? null, stretch: cell.stretch ?? null };
  return row.may_confirm && figures.must !== null ? { row, column, cell, side: "below", figures } : null;
}

/** What stands and can be put forward as it is. */
export const open = ({ cell }: Place): boolean => cell !== null && cell.must !== null && cell.must !== undefined && !cell.agreed && !cell.locked;

/** A whole in shares of these weights, exactly; without weights in equal ones. What is left over goes to the largest remainders. */
export function shared(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, one) => sum + BigInt(one), 0n);
  const parts = total > 0n ? weights.map(BigInt) : weights.map(() => 1n);
  const all = total > 0n ? total : BigInt(Math.max(1, parts.length));
  const found = parts.map((part) => (BigInt(whole) * part) / all);
  const left = Number(BigInt(whole) - found.reduce((sum, one) => sum + one, 0n));
  const order = parts.map((part, place) => ({ place, rest: (BigInt(whole) * part) % all })).sort((a, b) => (a.rest === b.rest ? a.place - b.place : a.rest > b.rest ? -1 : 1));
  const more = new Set(order.slice(0, left).map(({ place }) => place));
  return found.map((part, place) => Number(part) + (more.has(place) ? 1 : 0));
}

const NAMES: Record<"propose" | "declare", Record<Line, "must" | "stretch" | "declared_must" | "declared_stretch">> = {
  propose: { must: "must", stretch: "stretch" },
  declare: { must: "declared_must", stretch: "declared_stretch" },
};

/** What stands on that side; where nothing was declared yet, what was given. */
export function standing(act: "propose" | "declare", cell: TargetCell | null): Figures {
  const of = (line: Line): number | null => cell?.[NAMES[act][line]] ?? (act === "declare" && cell?.declared_must === undefined ? cell?.[line] : null) ?? null;
  return { must: of("must"), stretch: of("stretch") };
}

const named = (act: "propose" | "declare", of: (line: Line) => number | null) => Object.fromEntries((["must", "stretch"] as const).map((line) => [NAMES[act][line], of(line)]));

/** What is sent for one row: the figures as wanted, over those that stand there. */
export function wantedCells(act: "propose" | "declare", row: TargetRow, columns: readonly Column[], wanted: (column: Column) => Figures) {
  return columns.flatMap((column) => {
    const cell = cellOf(row, column);
    const figures = wanted(column);
    if (cell?.locked || figures.must === null) return [];
    const values = named(act, (line) => figures[line]);
    const base = named(act, (line) => cell?.[NAMES[act][line]] ?? null);
    return [{ node_id: row.node_id, grain: column.grain, starts_on: column.starts_on, values, base }];
  });
}
