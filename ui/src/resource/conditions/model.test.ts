import { describe, expect, it } from "vitest";
import { isUnfinished, newGroup, parseWhere, partsOf, readTree, whereText, withoutPart, writeTree } from "./model";

const A = { field: "source", op: "in", value: ["advert"] };
const B = { field: "next_contact_at", op: "lt", value: "today" };
const DEEP = { all: [A, { any: [B, { not: { any: [A] } }] }, { field: "customer", op: "some", where: { all: [B] } }, { not: A }] };

const waits = (leaf: object): boolean => isUnfinished(readTree({ all: [leaf] }));

describe("the builder's model", () => {
  it("gives back the tree it read", () => {
    for (const tree of [{}, { all: [A] }, { any: [A, B] }, { not: { any: [A, B] } }, DEEP]) expect(writeTree(readTree(tree))).toEqual(tree);
  });

  it("puts a single condition into a group that can grow", () => {
    expect(writeTree(readTree(A))).toEqual({ all: [A] });
  });

  it("leaves out groups without conditions", () => {
    expect(writeTree(newGroup("all", [newGroup("any")]))).toEqual({});
  });

  it("knows which conditions still wait for a value", () => {
    expect([waits(A), waits({ field: "a", op: "is" }), waits({ field: "a", op: "in", value: [] })]).toEqual([false, true, true]);
    expect([waits({ field: "a", op: "empty" }), waits({ field: "a", op: "between", value: [1, undefined] })]).toEqual([false, true]);
    expect(waits({ field: "a", op: "some", where: { field: "b", op: "is" } })).toBe(true);
  });

  it("takes one chip away and keeps the others", () => {
    expect(partsOf({ all: [A, B] })).toEqual([A, B]);
    expect(withoutPart({ all: [A, B] }, 0)).toEqual({ all: [B] });
    expect(withoutPart({ any: [A, B] }, 0)).toEqual({});
  });

  it("survives a URL that is no condition", () => {
    for (const text of ["", "{", "[]", "null", "1"]) expect(parseWhere(text)).toEqual({});
    expect(parseWhere(whereText(DEEP))).toEqual(DEEP);
    expect(whereText({})).toBe("");
  });
});
