/** Which columns, in which order and width: `name:160,company`. */
export interface PlannedColumn {
  name: string;
  width?: number | null;
}

export const writePlan = (columns: readonly PlannedColumn[]): string =>
  columns.map(({ name, width }) => (width ? `${name}:${width}` : name)).join(",");

export const readPlan = (text: string): PlannedColumn[] =>
  text.split(",").filter(Boolean).map((one) => {
    const [name = "", width] = one.split(":");
    return { name, width: Number(width) || null };
  });

/** One column a place up or down; the first one, the title, stays where it is. */
export function moved<Column>(columns: readonly Column[], from: number, to: number): Column[] {
  if (to < 1 || to >= columns.length) return [...columns];
  const next = [...columns];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
