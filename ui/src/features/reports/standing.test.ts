import { expect, it } from "vitest";
import { isOpen, monthOf } from "./standing";

it("knows the days of a month, leap years too", () => {
  expect(monthOf("2026-11-28")).toEqual({ first: "2026-11-01", last: "2026-11-30" });
  expect(monthOf("2028-02-10")).toEqual({ first: "2028-02-01", last: "2028-02-29" });
});

it("asks for what is not handed in and not let off", () => {
  expect((["submitted", "late", "missing", "open", "off", "excused"] as const).filter((standing) => isOpen({ standing }))).toEqual(["missing", "open"]);
});
