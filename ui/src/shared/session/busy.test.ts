import { expect, it } from "vitest";
import { busyChoices, busyUntil } from "./busy";

const NOW = new Date("2026-03-18T02:00:00Z");
const ME = { on_duty: true, busy_until: null, busy_minutes: 30, busy_left: 2 };

it("who was busy is so no longer when the time has come", () => {
  expect(busyUntil("2026-03-18T02:00:01.000Z", NOW)).toBe("2026-03-18T02:00:01.000Z");
  expect(busyUntil("2026-03-18T02:00:00.000Z", NOW)).toBeNull();
  expect(busyUntil(null, NOW)).toBeNull();
});

it("the usual minutes are offered as far as the company allows them", () => {
  expect(busyChoices(ME)).toEqual([15, 30]);
  expect(busyChoices({ ...ME, busy_minutes: 20 })).toEqual([15]);
  expect(busyChoices({ ...ME, busy_minutes: 10 })).toEqual([10]);
});

it("nobody is offered what would be refused", () => {
  expect(busyChoices({ ...ME, on_duty: false })).toEqual([]);
  expect(busyChoices({ ...ME, busy_left: 0 })).toEqual([]);
  expect(busyChoices({ ...ME, busy_minutes: 0 })).toEqual([]);
});
