import { describe, expect, it } from "vitest";
import { changesOf, formValues } from "./itemForm";
import type { PlanItem } from "./planApi";

const ITEM = {
  title: "拜访", purpose: "", expected: "", goal: 3, goal_unit: "pieces", day: null, from_time: "09:30:00", to_time: null,
  resources: "", risks: "", countermeasures: "", about_kind: null, about_id: null, parent_id: null, metric: "",
} as unknown as PlanItem;

describe("the form of an item", () => {
  it("changes nothing that was left as it is", () => {
    expect(changesOf(formValues(ITEM), ITEM)).toEqual({ changes: {}, base: {} });
  });
  it("says what was seen of what is changed", () => {
    const { changes, base } = changesOf({ ...formValues(ITEM), risks: "竞品", from_time: "10:00" }, ITEM);
    expect(changes).toEqual({ risks: "竞品", from_time: "10:00:00" });
    expect(base).toEqual({ risks: "", from_time: "09:30:00" });
  });
  it("measures in money where a sum is given", () => {
    expect(changesOf({ ...formValues(ITEM), goal_money: 500 }, ITEM).changes).toEqual({ goal: 500, goal_unit: "money" });
  });
  it("links a record and lets go of one", () => {
    const linked = { ...ITEM, about_kind: "customer", about_id: 7 } as PlanItem;
    expect(changesOf({ ...formValues(ITEM), about_kind: "customer", about_id: 7 }, ITEM).base).toEqual({ about_kind: "", about_id: null });
    expect(changesOf({ ...formValues(linked), about_kind: undefined }, linked).changes).toEqual({ about_kind: null, about_id: null });
  });
});
