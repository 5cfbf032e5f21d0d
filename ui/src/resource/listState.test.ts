import { describe, expect, it } from "vitest";
import { foreignFilters, readListState, sortOrder, toQuery, writeListState } from "./listState";

const SPEC = {
  filters: [{ name: "status", kind: "select" as const }],
  views: [
    { key: "team", query: { pool: false } },
    { key: "pool", query: { pool: true } },
  ],
  sort: "-received_at",
};

describe("the state of a list", () => {
  it("starts with the first view and the list's own order", () => {
    expect(readListState({}, SPEC)).toEqual({ view: "team", q: "", sort: "-received_at", filters: {} });
  });

  it("goes into the URL and comes back, saying only what differs", () => {
    const state = { view: "pool", q: "王", sort: "next_contact_at", filters: { status: "new" } };
    expect(readListState(writeListState(state, SPEC), SPEC)).toEqual(state);
    expect(writeListState(readListState({}, SPEC), SPEC)).toEqual({});
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
