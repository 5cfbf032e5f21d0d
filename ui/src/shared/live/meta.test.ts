import { expect, it } from "vitest";
import { askedAfter, live, liveOne, touches } from "./meta";
import { parseChange } from "./protocol";

const query = (meta: object | undefined, data?: unknown) => ({ meta, state: { data } }) as never;
const answered = (at: number, meta = {}) => ({ meta, state: { dataUpdatedAt: at } }) as never;
const change = { kind: "lead", id: 7, version: 3 };

it("a list follows every record of its kind and no other kind", () => {
  expect(touches(query(live("lead", "customer")), change)).toBe(true);
  expect(touches(query(live("contract")), change)).toBe(false);
  expect(touches(query(undefined), change)).toBe(false);
});

it("a record follows only itself", () => {
  expect(touches(query(liveOne("lead", 7)), change)).toBe(true);
  expect(touches(query(liveOne("lead", 8)), change)).toBe(false);
});

it("a record already seen at that version is not asked for again", () => {
  expect(touches(query(liveOne("lead", 7), { version: 3 }), change)).toBe(false);
  expect(touches(query(liveOne("lead", 7), { version: 2 }), change)).toBe(true);
});

it("what is not a change is nothing", () => {
  expect(parseChange('{"kind":"lead","id":7}')).toEqual({ kind: "lead", id: 7, version: null });
  expect(parseChange("{}")).toBeNull();
  expect(parseChange("not json")).toBeNull();
});

it("what was answered before a moment, or asked before the scripts came, was not asked after it", () => {
  expect([0, 99, 100].map((at) => askedAfter(answered(at), 100))).toEqual([true, false, true]);
  expect(askedAfter(answered(100, { early: true }), 100)).toBe(false);
});
