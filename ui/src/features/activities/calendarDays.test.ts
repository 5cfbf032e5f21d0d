import { expect, it } from "vitest";
import type { CalendarEntry } from "@/api/types";
import { between, daysOf, moved, plus, step } from "./calendarDays";

it("shows a month in whole weeks from Monday", () => {
  const days = daysOf("month", "2026-11-27");
  expect([days[0], days.length]).toEqual(["2026-10-26", 42]);
  expect(daysOf("week", "2026-11-27")).toEqual(["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"]);
  expect(daysOf("day", "2026-11-27")).toEqual(["2026-11-27"]);
});

it("steps by what is shown, over the ends of months and years", () => {
  expect(step("month", "2026-12-31", 1)).toBe("2027-01-01");
  expect(step("month", "2026-03-31", -1)).toBe("2026-02-01");
  expect(step("week", "2026-12-28", 1)).toBe("2027-01-04");
});

it("counts days between dates and keeps the time of day", () => {
  expect(between("2026-02-27", "2026-03-02")).toBe(3);
  expect(plus("2026-03-02", -3)).toBe("2026-02-27");
  const entry = { at: new Date(2026, 1, 27, 10, 30).toISOString(), ends_at: null, day: null } as CalendarEntry;
  expect(new Date(moved(entry, 3).at).getHours()).toBe(10);
});

it("moves an entry as a whole: its end goes with it, a day stays a day", () => {
  const visit = { at: "2026-11-27T02:00:00.000Z", ends_at: "2026-11-27T03:30:00.000Z", day: null } as CalendarEntry;
  expect(moved(visit, 2)).toMatchObject({ at: "2026-11-29T02:00:00.000Z", ends_at: "2026-11-29T03:30:00.000Z" });
  expect(moved(visit, 0, "2026-11-27T06:00:00Z")).toMatchObject({ at: "2026-11-27T06:00:00.000Z", ends_at: "2026-11-27T07:30:00.000Z" });
  const task = { at: "2026-11-26T16:00:00.000Z", ends_at: null, day: "2026-11-27" } as CalendarEntry;
  expect(moved(task, 7)).toMatchObject({ day: "2026-12-04", ends_at: null });
});
