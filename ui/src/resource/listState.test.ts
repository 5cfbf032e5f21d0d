import { describe, expect, it } from "vitest";
import { foreignFilters, readListState, sortOrder, toQuery, writeListState } from "./listState";
import type { SavedView } from "./views/savedView";

const SPEC = {
  filters: [{ name: "status", kind: "select" as const }],
  views: [
    { key: "team", query: { pool: false } },
    { key: "pool", query: { pool: true } },
  ],
  sort: "-received_at",
};

const WHERE = '{"all":[{"field":"region","op":"empty"}]}';
const VIEW: SavedView = {
  id: 12, kind: "lead", name: "v", owner_id: 1, owner_name: "", shared: "nobody", version: 1, actions: [], dropped: [],
  base: "pool", sort: "next_contact_at", filters: { status: "new" }, where: { field: "region", op: "empty" },
  columns: [{ name: "name", width: null }, { name: "phone", width: 90 }],
};

describe("the state of a list", () => {
  it("starts with the first view and the list's own order", () => {
    expect(readListState({}, SPEC)).toEqual({ view: "team", base: "team", q: "", sort: "-received_at", filters: {}, where: "", columns: "" });
  });

  it("goes into the URL and comes back, saying only what differs", () => {
    const state = { view: "pool", base: "pool", q: "王", sort: "next_contact_at", filters: { status: "new" }, where: '{"field":"region","op":"empty"}', columns: "" };
    expect(readListState(writeListState(state, SPEC), SPEC)).toEqual(state);
    expect(writeListState(readListState({}, SPEC), SPEC)).toEqual({});
  });

  it("carries a saved view by its number, and what was changed of it", () => {
    const saved = { items: [VIEW], first: undefined };
    const kept = readListState({ view: "12" }, SPEC, saved);
    expect(kept).toEqual({ view: "12", base: "pool", q: "", sort: "next_contact_at", filters: { status: "new" }, where: WHERE, columns: "name,phone:90" });
    expect(toQuery(kept, SPEC)).toEqual({ pool: true, sort: "next_contact_at", status: "new", where: WHERE });
    expect(writeListState(kept, SPEC, saved)).toEqual({ view: "12" });
    const changed = { ...kept, filters: {}, columns: "name" };
    expect(writeListState(changed, SPEC, saved)).toMatchObject({ view: "12", changed: "1", columns: "name" });
    expect(readListState(writeListState(changed, SPEC, saved), SPEC, saved)).toEqual(changed);
    expect(writeListState({ ...changed, filters: { status: "new" }, columns: "name,phone:90" }, SPEC, saved)).toEqual({ view: "12" });
  });

  it("opens with the view that the person chose, unless a link says what it wants", () => {
    const saved = { items: [VIEW], first: "12" };
    expect(readListState({}, SPEC, saved).view).toBe("12");
    expect(readListState({ new: "1", q: "王" }, SPEC, saved).view).toBe("12");
    expect(readListState({ status: "new" }, SPEC, saved).view).toBe("team");
    expect(writeListState(readListState({ view: "team" }, SPEC, saved), SPEC, saved)).toEqual({ view: "team" });
  });

  it("ignores a view that does not exist and values that are empty", () => {
    expect(readListState({ view: "nobody", status: "" }, SPEC)).toMatchObject({ view: "team", filters: {} });
  });

  it("does not take what fills in a form for a filter", () => {
    expect(readListState({ new: "1", with_customer_id: "7", layout: "list" }, SPEC).filters).toEqual({});
  });

  it("asks for the view's part first, so that a link may narrow it further", () => {
    const state = readListState({ pool: "true", q: "王" }, SPEC);
    expect(toQuery(state, SPEC)).toEqual({ pool: "true", sort: "-received_at", q: "王" });
  });

  it("asks for several values where a filter may hold them", () => {
    expect(toQuery(readListState({ status: "signed,fulfilled" }, SPEC), SPEC)).toMatchObject({ status: ["signed", "fulfilled"] });
    expect(toQuery(readListState({ industry: "a,b" }, SPEC), SPEC)).toMatchObject({ industry: "a,b" });
  });

  it("shows the filters that no control stands for", () => {
    expect(foreignFilters(readListState({ status: "new", import_id: "3" }, SPEC), SPEC.filters)).toEqual(["import_id"]);
  });

  it("tells a column how it is sorted", () => {
    expect([sortOrder("-amount", "amount"), sortOrder("amount", "amount"), sortOrder("name", "amount")]).toEqual(["descend", "ascend", null]);
  });
});
