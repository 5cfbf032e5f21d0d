import { expect, it } from "vitest";
import { parseProblem } from "@/api/problem";
import { conflictsOf } from "./conflict";

const CONFLICT = { field: "region", base: "上海", yours: "北京", theirs: "广州" };

it("a refused edit tells both versions of each field", () => {
  const problem = parseProblem(409, { code: "edit.conflict", detail: "", params: { conflicts: [CONFLICT, { broken: true }] } });
  expect(conflictsOf(problem)).toEqual([CONFLICT]);
});

it("another refusal is no conflict", () => {
  expect(conflictsOf(parseProblem(409, { code: "opportunities.stage_moved", params: { conflicts: [CONFLICT] } }))).toEqual([]);
});
