/** Where one is in the sheet, what is chosen, and what copying, pasting, filling and clearing it means. Pure.
 *
 * `y` counts lines, not rows: a row has as many as fields are shown. */
import { figureText, readFigure } from "./figures";
import { cellOf, figureAt, keptAt, mayWrite, type Column, type Field, type View } from "./gridModel";
import type { Grain, TargetRow } from "./types";

export interface Spot {
  y: number;
  x: number;
}

export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Change {
  node_id: number;
  grain: Grain;
  starts_on: string;
  field: Field;
  value: number | null;
  base: number | null;
  locked: boolean;
  /** What stood there, where it is no figure. */
  raw?: string;
}

export interface Plan {
  changes: Change[];
  /** Places that are not the person's to write. */
  foreign: number;
  /** Beyond the edge of the sheet, and left out. */
  cut: { rows: number; columns: number };
}

export const rangeOf = (a: Spot, b: Spot): Range => ({ top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y), left: Math.min(a.x, b.x), right: Math.max(a.x, b.x) });
export const isOne = ({ top, left, bottom, right }: Range): boolean => top === bottom && left === right;
export const size = ({ rows, columns, fields }: View): Spot => ({ y: rows.length * fields.length, x: columns.length });

const clamp = (value: number, end: number): number => Math.max(0, Math.min(end - 1, value));
export const moved = (view: View, { y, x }: Spot, dy: number, dx: number): Spot => ({ y: clamp(y + dy, size(view).y), x: clamp(x + dx, size(view).x) });

/** The next place in reading order, or the one before it. */
export function tabbed(view: View, { y, x }: Spot, step: 1 | -1): Spot {
  const end = size(view);
  const at = clamp(y * end.x + x + step, end.y * end.x);
  return { y: Math.floor(at / end.x), x: at % end.x };
}

interface Place {
  row: TargetRow;
  column: Column;
  field: Field;
}

export function placeAt({ rows, columns, fields }: View, { y, x }: Spot): Place | null {
  const row = rows[Math.floor(y / fields.length)];
  const column = columns[x];
  const field = fields[y % fields.length];
  return row && column && field ? { row, column, field } : null;
}

/** The place as a person would type it: a figure, or what they left there that is none. */
export function textAt(view: View, spot: Spot): string {
  const place = placeAt(view, spot);
  if (!place) return "";
  const { row, column, field } = place;
  return keptAt(view.kept, row, column, field)?.raw ?? figureText(figureAt(view.kept, row, column, field), view.measured);
}

/** What it means to write `text` there; null where it changes nothing. */
export function written(view: View, spot: Spot, text: string): Change | "foreign" | null {
  const place = placeAt(view, spot);
  if (!place) return null;
  const { row, column, field } = place;
  if (!mayWrite(row, field)) return "foreign";
  const read = readFigure(text, view.measured);
  const cell = cellOf(row, column);
  const own = keptAt(view.kept, row, column, field);
  const at = { node_id: row.node_id, grain: column.grain, starts_on: column.starts_on, field, base: own?.base ?? cell?.[field] ?? null, locked: cell?.locked === true };
  if (!read.ok) return { ...at, value: own?.value ?? at.base, raw: text.trim() };
  return !own?.raw && read.value === figureAt(view.kept, row, column, field) ? null : { ...at, value: read.value };
}

function gather(found: Iterable<Change | "foreign" | null>, cut = { rows: 0, columns: 0 }): Plan {
  const plan: Plan = { changes: [], foreign: 0, cut };
  for (const one of found) {
    if (one === "foreign") plan.foreign += 1;
    else if (one) plan.changes.push(one);
  }
  return plan;
}

export function* spotsIn({ top, left, bottom, right }: Range): Generator<Spot> {
  for (let y = top; y <= bottom; y += 1) for (let x = left; x <= right; x += 1) yield { y, x };
}

export const clear = (view: View, range: Range): Plan => gather([...spotsIn(range)].map((spot) => (textAt(view, spot) === "" ? null : written(view, spot, ""))));

export function copied(view: View, { top, left, bottom, right }: Range): string[][] {
  const across = Array.from({ length: right - left + 1 }, (_, n) => left + n);
  return Array.from({ length: bottom - top + 1 }, (_, n) => across.map((x) => textAt(view, { y: top + n, x })));
}

/** `step`: how many lines further the next row of the table goes. What comes from elsewhere has one row for each of ours,
 * whatever lines are shown; what was copied here has every line. One value fills all that is chosen. */
export function paste(view: View, range: Range, table: readonly (readonly string[])[], step = 1): Plan {
  const only = table.length === 1 && table[0]?.length === 1 ? table[0][0] : undefined;
  if (only !== undefined) return gather([...spotsIn(range)].map((spot) => written(view, spot, only)));
  const end = size(view);
  const width = Math.max(...table.map((row) => row.length));
  const fitting = Math.max(0, Math.min(table.length, Math.ceil((end.y - range.top) / step)));
  const found = table.slice(0, fitting).flatMap((row, n) => row.map((text, m) => written(view, { y: range.top + n * step, x: range.left + m }, text)));
  return gather(found, { rows: table.length - fitting, columns: Math.max(0, range.left + width - end.x) });
}

/** The lines of `range` that hold the field of line `y`. */
function sameField(view: View, range: Range, y: number): number[] {
  const lines = Array.from({ length: range.bottom - range.top + 1 }, (_, n) => range.top + n);
  return lines.filter((one) => one % view.fields.length === y % view.fields.length);
}

/** Pull the corner of `source` out to `target`: what is chosen is repeated, each line into its own kind. */
export function fill(view: View, source: Range, target: Range): Plan {
  const width = source.right - source.left + 1;
  const found = [...spotsIn(target)].map((spot) => {
    if (spot.y >= source.top && spot.y <= source.bottom && spot.x >= source.left && spot.x <= source.right) return null;
    const lines = sameField(view, source, spot.y);
    if (lines.length === 0) return null;
    const turn = Math.floor((spot.y - source.top) / view.fields.length);
    const y = lines[((turn % lines.length) + lines.length) % lines.length] as number;
    const x = source.left + ((((spot.x - source.left) % width) + width) % width);
    return written(view, spot, textAt(view, { y, x }));
  });
  return gather(found);
}

/** The first row of what is chosen into the others below; of a single one, the row above it. */
export function fillDown(view: View, range: Range): Plan {
  const step = view.fields.length;
  const rows = Math.floor(range.bottom / step) - Math.floor(range.top / step);
  const source = rows === 0 ? { ...range, top: Math.max(0, range.top - step), bottom: Math.max(0, range.bottom - step) } : { ...range, bottom: Math.min(range.bottom, range.top + step - 1) };
  return fill(view, source, range);
}

/** The first column of what is chosen into the others; of a single one, the column to the left. */
export function fillRight(view: View, range: Range): Plan {
  const left = range.left === range.right ? Math.max(0, range.left - 1) : range.left;
  return fill(view, { ...range, left, right: left }, range);
}
