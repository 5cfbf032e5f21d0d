import type { CalendarEntry } from "@/api/types";
import { day } from "@/shared/format";
import { shifted } from "./hours";

export const SPANS = ["month", "week", "day", "agenda"] as const;
export type Span = (typeof SPANS)[number];

const AGENDA = 14;

/** The plain date so many days after another. */
export function plus(date: string, days: number): string {
  const [year = 1970, month = 1, of = 1] = date.split("-").map(Number);
  return day(new Date(year, month - 1, of + days));
}

const weekday = (date: string): number => {
  const [year = 1970, month = 1, of = 1] = date.split("-").map(Number);
  return (new Date(year, month - 1, of).getDay() + 6) % 7;
};

/** The Monday of a date's week. */
const monday = (date: string): string => plus(date, -weekday(date));

/** The days that a calendar shows around a date. A month is shown in whole weeks. */
export function daysOf(span: Span, on: string): string[] {
  const count = { month: 42, week: 7, day: 1, agenda: AGENDA }[span];
  const first = span === "month" ? monday(`${on.slice(0, 8)}01`) : span === "week" ? monday(on) : on;
  return Array.from({ length: count }, (_, at) => plus(first, at));
}

/** The date to look at next, one step earlier or later. */
export function step(span: Span, on: string, by: 1 | -1): string {
  if (span !== "month") return plus(on, by * { week: 7, day: 1, agenda: AGENDA }[span]);
  const [year = 1970, month = 1] = on.split("-").map(Number);
  return day(new Date(year, month - 1 + by, 1));
}

/** The day an entry stands on, as the person's clock has it. */
export const dayOf = ({ day: whole, at }: CalendarEntry): string => whole ?? day(new Date(at));

/** How many days lie between two plain dates. */
export const between = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The entry as it is when moved so many days, or to a moment of such a day; what has an end keeps its length. */
export function moved(entry: CalendarEntry, days: number, to = shifted(entry.at, days, 0)): CalendarEntry {
  const at = new Date(to).toISOString();
  const lasts = entry.ends_at === null ? 0 : Date.parse(entry.ends_at) - Date.parse(entry.at);
  const ends = entry.ends_at === null ? null : new Date(Date.parse(at) + lasts).toISOString();
  return { ...entry, at, ends_at: ends, day: entry.day === null ? null : plus(entry.day, days) };
}
