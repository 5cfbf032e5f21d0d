import { expect, it } from "vitest";
import { dayOfMoment, endOfDay, lastDayBefore, startOfDay } from "./days";

it("a day as two moments comes back as the same day", () => {
  expect(dayOfMoment(startOfDay("2026-11-21"))).toBe("2026-11-21");
  expect(lastDayBefore(endOfDay("2026-11-21"))).toBe("2026-11-21");
});

it("the end of a month's last day is the next month", () => {
  expect(dayOfMoment(endOfDay("2026-11-30"))).toBe("2026-12-01");
});
