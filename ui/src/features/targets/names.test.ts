import { expect, test } from "vitest";
import { spanName } from "./names";

test("a period is named with its year, as people say it", () => {
  expect(spanName({ grain: "month", starts_on: "2026-03-01", ends_on: "2026-03-31" }, "zh-Hans")).toBe("2026年3月");
  expect(spanName({ grain: "year", starts_on: "2026-01-01", ends_on: "2026-12-31" }, "zh-Hans")).toBe("2026年");
  expect(spanName({ grain: "month", starts_on: "2026-03-01", ends_on: "2026-03-31" }, "en")).toBe("March 2026");
});
