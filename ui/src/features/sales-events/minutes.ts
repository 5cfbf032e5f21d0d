import { absolute } from "@/shared/format";

interface Minute {
  at: string;
  count: number;
}

const MOST = 24;

/** Arrivals in at most 24 steps of equal length, each called by the clock where it begins. */
export function minutesOf(minutes: readonly Minute[]): Minute[] {
  const first = minutes[0];
  const last = minutes.at(-1);
  if (!first || !last) return [];
  const since = Date.parse(first.at);
  const whole = Math.floor((Date.parse(last.at) - since) / 60_000) + 1;
  const step = Math.ceil(whole / MOST);
  const columns = Array.from({ length: Math.ceil(whole / step) }, (_, place) => ({ at: clock(since + place * step * 60_000), count: 0 }));
  for (const { at, count } of minutes) {
    const column = columns[Math.floor((Date.parse(at) - since) / 60_000 / step)];
    if (column) column.count += count;
  }
  return columns;
}

const clock = (moment: number): string => absolute(new Date(moment).toISOString()).slice(11, 16);
