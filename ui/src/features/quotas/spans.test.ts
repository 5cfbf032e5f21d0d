import { expect, test } from "vitest";
import { movedBy } from "./spans";

test("a period moves by its own length, over the ends of months and years", () => {
  expect(movedBy("day", "2026-03-01", -1)).toBe("2026-02-28");
  expect(movedBy("week", "2026-12-28", 1)).toBe("2027-01-04");
  expect(movedBy("month", "2026-01-01", -1)).toBe("2025-12-01");
});
