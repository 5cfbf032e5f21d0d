import { expect, it } from "vitest";
import { editOf } from "./useRecord";

const ROW = { id: 1, version: 4, region: "上海", remark: null };

it("an edit says what the person saw: the version and the values it changes", () => {
  expect(editOf(ROW, { region: "北京" })).toEqual({ changes: { region: "北京" }, base: { region: "上海" }, version: 4 });
});

it("overruling a conflict builds on the other's values, not on an old version", () => {
  expect(editOf(ROW, { region: "北京", $base: { region: "广州" } })).toEqual({ changes: { region: "北京" }, base: { region: "广州" } });
});
