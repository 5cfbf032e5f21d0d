import { expect, test } from "vitest";
import { minutesOf } from "./minutes";

const at = (minute: number): string => new Date(Date.UTC(2026, 2, 18, 6, minute)).toISOString();

test("nobody has come: no columns", () => {
  expect(minutesOf([])).toEqual([]);
});

test("minutes in which nobody came are columns too", () => {
  const columns = minutesOf([
    { at: at(0), count: 2 },
    { at: at(3), count: 1 },
  ]);
  expect(columns.map(({ count }) => count)).toEqual([2, 0, 0, 1]);
});

test("a long evening is told in 24 steps, and nobody is lost", () => {
  const minutes = Array.from({ length: 200 }, (_, minute) => ({ at: at(minute), count: 1 }));
  const columns = minutesOf(minutes);
  expect(columns.length).toBeLessThanOrEqual(24);
  expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(200);
});
