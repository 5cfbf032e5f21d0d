import type { Compliance, Tally } from "@/api/types";
import { minutes } from "@/resource/dispatch/clock";

/** The columns of the record, in the order in which a clock goes. */
export const COLUMNS = [
  "given",
  "in_time",
  "late",
  "breached",
  "median_seconds",
  "ninetieth_seconds",
  "declared",
  "feedback_in_time",
  "feedback_breached",
  "waived",
  "levels_lost",
  "levels_regained",
  "appeals_open",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Numbers that mean trouble when they are more than nothing. */
export const TROUBLE: ReadonlySet<Column> = new Set<Column>(["late", "breached", "feedback_breached", "levels_lost", "appeals_open"]);

export function valueOf(tally: Tally, column: Column): number | null {
  return column === "waived" ? tally.waived.reduce((sum, { n }) => sum + n, 0) : tally[column];
}

/** The number as it is read: times as minutes, counts with their share of what was given. */
export function textOf(tally: Tally, column: Column, percent: (ratio: number) => string): string {
  const value = valueOf(tally, column);
  if (value === null) return "—";
  if (column === "median_seconds" || column === "ninetieth_seconds") return minutes(value * 1000);
  if (column === "in_time" && tally.given > 0) return `${value} · ${percent(value / tally.given)}`;
  if (column === "declared" && tally.declared_share !== null) return `${value} · ${percent(tally.declared_share / 10_000)}`;
  return String(value);
}

type Whose = { owner_id: number } | { unit_id: number } | Record<string, never>;

/** The list that a number counts; none for what is no count of turns. */
export function linkOf({ opens, since, until }: Pick<Compliance, "opens" | "since" | "until">, column: Column, whose: Whose): string | null {
  const found = opens.find(({ key }) => key === column);
  if (!found) return null;
  const params = new URLSearchParams({ since, until, ...found.params, ...Object.fromEntries(Object.entries(whose).map(([name, id]) => [name, String(id)])) });
  return `/dispatch/stints?${params.toString()}`;
}
