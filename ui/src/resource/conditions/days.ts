/** Days and periods as the server says them: `today`, `last_7_days`, `2026-11-27`. */

export const NAMED_DAYS = [
  "today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month", "next_month",
  "this_quarter", "last_quarter", "next_quarter", "this_year", "last_year", "next_year",
] as const;

export type Counted = "last" | "next" | "ago" | "ahead";

const WRITTEN: Record<Counted, (n: number) => string> = {
  last: (n) => `last_${n}_days`,
  next: (n) => `next_${n}_days`,
  ago: (n) => `${n}_days_ago`,
  ahead: (n) => `in_${n}_days`,
};
export const COUNTED = Object.keys(WRITTEN) as Counted[];

export const writeCounted = (side: Counted, n: number): string => WRITTEN[side](n);

/** `last_7_days` → ["last", 7]; null for any other value. */
export function readCounted(value: string): [Counted, number] | null {
  const n = Number(/\d+/.exec(value)?.[0] ?? 0);
  const side = COUNTED.find((one) => n > 0 && WRITTEN[one](n) === value);
  return side ? [side, n] : null;
}
