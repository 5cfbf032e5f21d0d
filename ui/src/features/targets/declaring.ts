/** What a person declares on a phone: texts by place, until they are sent. Pure. */
import { readFigure, type Measured } from "./figures";
import { cellOf, periodKey, type Column } from "./gridModel";
import type { TargetCell, TargetRow } from "./types";

export const DECLARED = ["declared_must", "declared_stretch"] as const;
export type Declared = (typeof DECLARED)[number];
/** By period and line, what was typed. */
export type Typed = Readonly<Record<string, string>>;

export const typedKey = (column: Column, line: Declared): string => `${periodKey(column)}/${line}`;

interface Declaration {
  node_id: number;
  grain: Column["grain"];
  starts_on: string;
  values: Partial<Record<Declared, number | null>>;
  base: Partial<Record<Declared, number | null>>;
}

/** What is to be sent, and the places of what is no figure. */
export function declarations(row: TargetRow, columns: readonly Column[], typed: Typed, measured: Measured): { cells: Declaration[]; wrong: string[] } {
  const wrong: string[] = [];
  const cells = columns.flatMap((column) => {
    const cell = cellOf(row, column);
    const one: Declaration = { node_id: row.node_id, grain: column.grain, starts_on: column.starts_on, values: {}, base: {} };
    for (const line of DECLARED) {
      const text = typed[typedKey(column, line)];
      if (text === undefined) continue;
      const read = readFigure(text, measured);
      const standing = cell?.[line] ?? null;
      if (!read.ok) wrong.push(typedKey(column, line));
      else if (read.value !== standing) [one.values[line], one.base[line]] = [read.value, standing];
    }
    return Object.keys(one.values).length > 0 ? [one] : [];
  });
  return { cells, wrong };
}

export type Talk = "locked" | "agreed" | "differs" | "declared" | "given" | "open";

/** How far the two sides are with a figure. */
export function talkOf(cell: TargetCell | null): Talk {
  if (cell?.locked) return "locked";
  if (cell?.agreed) return "agreed";
  const declared = cell?.declared_must ?? null;
  const given = cell?.must ?? null;
  if (declared !== null && given !== null) return declared === given ? "declared" : "differs";
  if (declared !== null) return "declared";
  return given === null ? "open" : "given";
}
