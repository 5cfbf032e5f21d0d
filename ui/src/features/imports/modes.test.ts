import { expect, it } from "vitest";
import { chosen, matching, optionsOf } from "./modes";

const JOB = { match_fields: ["record_id", "phone", "email"] };
const MAPPING = { 电话: "phone", 邮箱: "email", 备注: "remark" };

it("records are found by what was chosen, as far as it still has a column", () => {
  expect(matching(JOB, MAPPING, { match: ["email", "record_id"] })).toEqual(["email"]);
  expect(matching(JOB, MAPPING, { match: ["record_id"] })).toEqual(["phone"]);
  expect(matching(JOB, {}, { match: [] })).toEqual([]);
});

it("adding needs nothing to find records by", () => {
  expect(optionsOf(JOB, MAPPING, { mode: "create", match: ["phone"], clearEmpty: true })).toEqual({ mode: "create" });
});

it("an update says how rows find their records, and whether empty cells empty a field", () => {
  expect(optionsOf(JOB, MAPPING, { mode: "update", match: ["phone"], clearEmpty: false })).toEqual({ mode: "update", match: ["phone"] });
  expect(optionsOf(JOB, MAPPING, { mode: "upsert", match: ["phone"], clearEmpty: true })).toEqual({ mode: "upsert", match: ["phone"], clear_empty: true });
});

it("what was chosen for a trial is chosen again", () => {
  expect(chosen({ mode: "update", options: { match: ["phone"], clear_empty: true } })).toEqual({ mode: "update", match: ["phone"], clearEmpty: true });
});
