import type { CalendarEntry } from "@/api/types";
import { day } from "@/shared/format";

/** Minutes: what a drag or a key moves by, and what an entry without an end is drawn as. */
export const STEP = 15;
const DRAWN = 30;
const DAY = 24 * 60;
/** How high a minute is drawn, in pixels. */
export const PIXELS = 0.8;

/** Minutes since midnight, as the person's clock has it. */
export const minuteOf = (moment: string): number => {
  const date = new Date(moment);
  return date.getHours() * 60 + date.getMinutes();
};

/** How many minutes to move something that is pulled so many pixels down: to the next quarter of an hour, within its day. */
export function pulled(at: string, pixels: number): number {
  const from = minuteOf(at);
  const by = Math.round(pixels / PIXELS);
  if (Math.abs(by) < STEP / 2) return 0;
  const to = Math.round((from + by) / STEP) * STEP;
  return Math.max(0, Math.min(DAY - STEP, to)) - from;
}

/** The same entry, days and minutes later by the clock of the person; a whole day knows no minutes. */
export function shifted(moment: string, days: number, minutes: number): string {
  const date = new Date(moment);
  date.setDate(date.getDate() + days);
  date.setMinutes(date.getMinutes() + minutes);
  return date.toISOString();
}

export interface Slot {
  entry: CalendarEntry;
  /** Minutes since midnight. */
  from: number;
  until: number;
  /** Which of how many columns beside each other. */
  lane: number;
  lanes: number;
}

function span(entry: CalendarEntry): { entry: CalendarEntry; from: number; until: number } {
  const from = minuteOf(entry.at);
  if (entry.ends_at === null) return { entry, from, until: Math.min(DAY, from + DRAWN) };
  const ends = day(new Date(entry.ends_at)) === day(new Date(entry.at)) ? minuteOf(entry.ends_at) : DAY;
  return { entry, from, until: Math.max(ends, Math.min(DAY, from + DRAWN)) };
}

/** Some that find no room beside the others; one part of the column says how many. */
export interface Rest {
  count: number;
  from: number;
  until: number;
  lane: number;
  lanes: number;
}

/** At most so many beside each other: the last place is then for what is left. */
export function fitted(slots: readonly Slot[], most: number): { slots: Slot[]; rests: Rest[] } {
  const rests: Rest[] = [];
  const shown: Slot[] = [];
  for (const slot of slots) {
    if (slot.lanes <= most) shown.push(slot);
    else if (slot.lane < most - 1) shown.push({ ...slot, lanes: most });
    else {
      const last = rests.at(-1);
      if (last && slot.from < last.until) [last.count, last.until] = [last.count + 1, Math.max(last.until, slot.until)];
      else rests.push({ count: 1, from: slot.from, until: slot.until, lane: most - 1, lanes: most });
    }
  }
  return { slots: shown, rests };
}

/** Where the entries of one day stand: those that overlap stand beside each other. */
export function laid(entries: readonly CalendarEntry[]): Slot[] {
  const spans = entries.map(span).sort((one, other) => one.from - other.from || other.until - one.until);
  const slots: Slot[] = [];
  let group: Slot[] = [];
  let ends: number[] = []; // when each lane of the group is free again
  const close = (): void => {
    for (const slot of group) slot.lanes = ends.length;
    slots.push(...group);
    [group, ends] = [[], []];
  };
  for (const one of spans) {
    if (ends.every((end) => end <= one.from)) close();
    const free = ends.findIndex((end) => end <= one.from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = one.until;
    group.push({ ...one, lane, lanes: 1 });
  }
  close();
  return slots;
}
