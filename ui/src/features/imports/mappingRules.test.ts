import { expect, it } from "vitest";
import { assignField, missing, used } from "./mappingRules";

const FIELDS = [
  { name: "name", label_key: "", required: true, shape: "text", choices: [], when_new: false },
  { name: "phone", label_key: "", required: false, shape: "phone", choices: [], when_new: false },
];

it("a field belongs to one column: giving it to another takes it from the first", () => {
  expect(assignField({ 姓名: "name" }, "联系人", "name")).toEqual({ 联系人: "name" });
});

it("several columns may be left out", () => {
  expect(assignField({ a: "", b: "name" }, "b", "")).toEqual({ a: "", b: "" });
  expect(used({ a: "", b: "phone" })).toBe(1);
});

it("a required field without a column is missing", () => {
  expect(missing({ columns: [], fields: FIELDS }, { 手机: "phone" })).toEqual(["name"]);
});
