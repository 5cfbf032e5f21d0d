import { expect, test } from "vitest";
import { longSpan } from "./longSpan";

test("eighteen months end with this one", () => {
  expect(longSpan(new Date(2026, 10, 27))).toEqual({ from: "2025-06-01", to: "2026-12-01" });
  expect(longSpan(new Date(2026, 11, 31))).toEqual({ from: "2025-07-01", to: "2027-01-01" });
});
