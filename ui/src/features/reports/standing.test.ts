import { expect, it } from "vitest";
import { isOpen, monthOf, toWrite } from "./standing";

it("knows the days of a month, leap years too", () => {
  expect(monthOf("2026-11-28")).toEqual({ first: "2026-11-01", last: "2026-11-30" });
  expect(monthOf("2028-02-10")).toEqual({ first: "2028-02-01", last: "2028-02-29" });
});

it("asks for what is not handed in and not let off", () => {
  expect((["submitted", "late", "missing", "open", "off", "excused"] as const).filter((standing) => isOpen({ standing }))).toEqual(["missing", "open"]);
});

it("puts what is due next before what is missing, and the latest missing first", () => {
  const items = ([["missing", "2026-11-03T18:30:00+08:00"], ["missing", "2026-11-27T18:30:00+08:00"], ["open", "2026-12-02T18:30:00+08:00"], ["open", "2026-11-30T18:30:00+08:00"], ["late", "2026-11-26T18:30:00+08:00"]] as const).map(([standing, due_at]) => ({ standing, due_at }));
  expect(toWrite(items).map(({ due_at: due }) => due.slice(5, 10))).toEqual(["11-30", "12-02", "11-27", "11-03"]);
});
