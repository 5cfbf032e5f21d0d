export const SPANS = [3, 6, 12, 18] as const;
export type Span = (typeof SPANS)[number];

const first = (year: number, month: number): string => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);

/** So many whole months with the running one: its first day, and the day after its last. */
export const monthsBack = (months: number, now: Date): { from: string; to: string } => ({
  from: first(now.getFullYear(), now.getMonth() - months + 1),
  to: first(now.getFullYear(), now.getMonth() + 1),
});
