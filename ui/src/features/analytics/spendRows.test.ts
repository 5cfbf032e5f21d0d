import { expect, it } from "vitest";
import { monthsBack } from "./months";
import { spendRows } from "./spendRows";

const SOURCES = { 广告: "advert" };
const read = (text: string) => spendRows(text, SOURCES);

it("reads a sheet with its heading", () => {
  expect(read("计划\t开始\t结束\t金额\n展会\t2026/3/1\t2026-03-31\t1,234.50\t含搭建")).toEqual({
    rows: [{ line: 2, item: { campaign: "展会", first_on: "2026-03-01", last_on: "2026-03-31", amount_minor: 123450, note: "含搭建" } }],
    unread: [],
  });
});

it("takes a day or a month for both ends", () => {
  expect(read("展会\t2026-02\t300\n展会\t2026年3月7日\t5万").rows.map(({ item }) => item)).toEqual([
    { campaign: "展会", first_on: "2026-02-01", last_on: "2026-02-28", amount_minor: 30000, note: "" },
    { campaign: "展会", first_on: "2026-03-07", last_on: "2026-03-07", amount_minor: 5000000, note: "" },
  ]);
});

it("knows a source by its word", () => {
  expect(read("广告\t2026-02\t300").rows[0]?.item).toMatchObject({ campaign: "", source: "advert" });
});

it("says which lines it cannot read", () => {
  expect(read("展会\t2026-02\t300\n展会\t昨天\t300\n\n\t2026-02\t300\n展会\t2026-13\t3").unread).toEqual([2, 4, 5]);
});

it("counts whole months back with the running one", () => {
  expect(monthsBack(6, new Date(2026, 2, 18))).toEqual({ from: "2025-10-01", to: "2026-04-01" });
});
