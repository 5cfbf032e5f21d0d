import type { Figure } from "@/api/types";

export interface TableRow {
  key: string | number;
  name: string;
  /** Stays at the end whatever the order: what lies with nobody. */
  last?: boolean;
  figures: readonly Figure[];
}

export interface Order {
  column: string;
  descending: boolean;
}

export const figureOf = (row: TableRow, column: string): Figure | undefined => row.figures.find(({ key }) => key === column);

/** The rows by one of their numbers; a share of nothing comes last either way, equals stay as they were. */
export function ordered(rows: readonly TableRow[], order: Order | undefined): readonly TableRow[] {
  if (!order) return rows;
  const value = (row: TableRow): number | null => figureOf(row, order.column)?.value ?? null;
  const compare = (one: TableRow, other: TableRow): number => {
    if (Boolean(one.last) !== Boolean(other.last)) return one.last ? 1 : -1;
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return order.descending ? b - a : a - b;
  };
  return [...rows].sort(compare);
}

/** A press on a head: largest first, then smallest first, then as it came. */
export function pressed(order: Order | undefined, column: string): Order | undefined {
  if (order?.column !== column) return { column, descending: true };
  return order.descending ? { column, descending: false } : undefined;
}
