import { describe, expect, it } from "vitest";
import { clock, moved, periodText } from "./periods";

describe("periods of plans", () => {
  it("are called as people call them", () => {
    expect(periodText("month", "2026-11-01", "2026-11-30", "en-GB")).toBe("November 2026");
    expect(periodText("day", "2026-11-28", "2026-11-28", "en-GB")).toContain("28 November 2026");
    expect(periodText("week", "2026-11-23", "2026-11-29", "en-GB")).toBe("23 Nov 2026 – 29 Nov");
  });
});

describe("the order of items", () => {
  it("moves one to another place and stays within the list", () => {
    expect(moved([1, 2, 3], 3, 0)).toEqual([3, 1, 2]);
    expect(moved([1, 2, 3], 1, 9)).toEqual([2, 3, 1]);
    expect(moved([1, 2, 3], 2, -1)).toEqual([2, 1, 3]);
  });
  it("shows hours and minutes only", () => {
    expect(clock("09:30:00")).toBe("09:30");
    expect(clock(null)).toBe("");
  });
});
