import { expect, it } from "vitest";
import { pathOf } from "@/shared/ui/FigureLink";
import { recordsOf } from "./figures";

const report = { owner_id: 7, about_unit_id: null, first_day: "2026-11-23", last_day: "2026-11-29", counted_from: "2026-11-22T16:00:00Z", counted_to: "2026-11-29T16:00:00Z" };
const path = (code: string, about: number | null = null): string => {
  const found = recordsOf(code, { ...report, about_unit_id: about });
  return found ? decodeURIComponent(pathOf(found)) : "";
};

it("opens what was signed and received by its days", () => {
  expect(path("metric.signed")).toBe("/targets/figures/signed?view=all&user_id=7&since=2026-11-23&until=2026-11-29");
  expect(path("metric.received", 3)).toBe("/targets/figures/received?view=all&unit_id=3&since=2026-11-23&until=2026-11-29");
});

it("opens what was planned, and what became of it", () => {
  expect(path("plan.planned")).toBe("/plan-items?view=all&owner_id=7&since=2026-11-23&until=2026-11-29");
  expect(path("plan.carried")).toBe("/plan-items?view=all&owner_id=7&state=carried&since=2026-11-23&until=2026-11-29");
});

it("opens what was checked, held and reviewed", () => {
  expect(path("check.passed")).toContain("/checks?view=all&owner_id=7&state=finished&result=passed&finished_from=");
  expect(path("check.done", 3)).not.toContain("result");
  expect(path("meeting.held")).toBe("/meetings/held?view=all&owner_id=7&held_from=2026-11-22T16:00:00Z&held_to=2026-11-29T16:00:00Z");
  expect(path("review.done", 3)).toContain("/reviews/finished?view=all&unit_id=3&finished_from=");
});

it("opens nothing where no list shows exactly those", () => {
  expect(path("check.share")).toBe("");
});
