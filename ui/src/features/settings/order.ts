/** The list with the entry at `from` put to `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const found = [...list];
  found.splice(to, 0, ...found.splice(from, 1));
  return found;
}

/** The rows that `ids` names in that order, in the places that they have among the others. */
export function arranged<Row extends { id: number }>(rows: readonly Row[], ids: readonly number[]): Row[] {
  const named = new Map(rows.map((row) => [row.id, row]));
  const queue = ids.flatMap((id) => named.get(id) ?? []);
  return rows.map((row) => (ids.includes(row.id) ? (queue.shift() ?? row) : row));
}
