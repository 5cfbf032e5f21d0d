import { expect, it } from "vitest";
import type { CalendarEntry } from "@/api/types";
import { fitted, laid, PIXELS, pulled, shifted } from "./hours";

const at = (hour: number, minute = 0): string => new Date(2026, 10, 27, hour, minute).toISOString();
const entry = (from: string, until: string | null = null): CalendarEntry => ({ at: from, ends_at: until, day: null }) as CalendarEntry;

it("pulls to the next quarter of an hour, never out of the day", () => {
  expect(pulled(at(10), 60 * PIXELS)).toBe(60);
  expect(pulled(at(10, 7), 20 * PIXELS)).toBe(23);
  expect(pulled(at(10, 7), 2)).toBe(0);
  expect(pulled(at(1), -300 * PIXELS)).toBe(-60);
  expect(pulled(at(23), 300 * PIXELS)).toBe(45);
});

it("shifts by days and minutes of the clock", () => {
  expect(shifted(at(10), 1, -30)).toBe(new Date(2026, 10, 28, 9, 30).toISOString());
});

it("stands what overlaps beside each other, and nothing else", () => {
  const slots = laid([entry(at(9), at(11)), entry(at(10), at(12)), entry(at(11)), entry(at(14))]);
  expect(slots.map(({ from, lane, lanes }) => [from, lane, lanes])).toEqual([
    [540, 0, 2],
    [600, 1, 2],
    [660, 0, 2],
    [840, 0, 1],
  ]);
});

it("says how many find no room", () => {
  const { slots, rests } = fitted(laid([entry(at(9)), entry(at(9)), entry(at(9), at(10)), entry(at(9, 15)), entry(at(11))]), 3);
  expect(slots.map(({ from, lane, lanes }) => [from, lane, lanes])).toEqual([
    [540, 0, 3],
    [540, 1, 3],
    [660, 0, 1],
  ]);
  expect(rests).toEqual([{ count: 2, from: 540, until: 585, lane: 2, lanes: 3 }]);
});

it("draws what has no end as half an hour, and what ends tomorrow to midnight", () => {
  expect(laid([entry(at(9)), entry(at(22), new Date(2026, 10, 28, 1).toISOString())]).map(({ until }) => until)).toEqual([570, 1440]);
});
