import { expect, it } from "vitest";
import { columnsOf, FIELDS, lacking, needed, settled, sumsOf, unfolded, type Kept, type KeptMap, type Mode, type View } from "./gridModel";
import { clear, copied, fill, fillDown, fillRight, moved, paste, placeAt, rangeOf, tabbed, written, type Plan } from "./ranges";
import type { TargetCell, TargetGrid, TargetRow } from "./types";

const NONE: KeptMap = new Map();

const cell = (must: number | undefined): TargetCell | null => (must === undefined ? null : ({ id: 1, version: 1, must, agreed: false, locked: false } as TargetCell));

/** A unit with `people` below it; each cell's must is given by `musts[person][month]`, and months that are left out are empty. */
function grid(musts: (number | undefined)[][], months = 3): TargetGrid {
  const periods = Array.from({ length: months }, (_, n) => ({ starts_on: `2027-0${n + 1}-01`, ends_on: `2027-0${n + 1}-28` }));
  const row = (id: number, own: (number | undefined)[]): TargetRow =>
    ({ node_id: id, parent_id: id === 1 ? null : 1, kind: id === 1 ? "unit" : "person", name: `n${id}`, depth: id === 1 ? 0 : 1, may_set: id !== 1, may_declare: true, year: null, cells: periods.map((_, n) => cell(own[n])) }) as TargetRow;
  return { tree: { starts_on: "2027-01-01", ends_on: "2027-12-31" }, grain: "month", periods, rows: musts.map((own, n) => row(n + 1, own)), divisions: [] } as unknown as TargetGrid;
}

function view(musts: (number | undefined)[][], mode: Mode = "must"): View {
  const one = grid(musts);
  return { rows: one.rows, columns: columnsOf(one), fields: FIELDS[mode], measured: "count", kept: NONE };
}

const said = ({ changes }: Plan): string[] => changes.map((one) => `${one.node_id} ${one.field} ${one.starts_on.slice(5, 7)} ${one.grain[0]} ${one.raw ?? one.value}`);
const at = (y: number, x: number) => rangeOf({ y, x }, { y, x });
const THREE = [[300], [10, 20], [30]];

it("moving stops at the edges, and Tab goes on in the next line", () => {
  const sheet = view(THREE);
  expect(moved(sheet, { y: 0, x: 0 }, -1, -1)).toEqual({ y: 0, x: 0 });
  expect(moved(sheet, { y: 2, x: 3 }, 1, 9)).toEqual({ y: 2, x: 3 });
  expect([tabbed(sheet, { y: 0, x: 3 }, 1), tabbed(sheet, { y: 1, x: 0 }, -1), tabbed(sheet, { y: 2, x: 3 }, 1)]).toEqual([{ y: 1, x: 0 }, { y: 0, x: 3 }, { y: 2, x: 3 }]);
});

it("the year stands before the periods, and each row has a line for each field", () => {
  const sheet = view(THREE, "both");
  expect(placeAt(sheet, { y: 3, x: 0 })).toMatchObject({ row: { node_id: 2 }, column: { grain: "year", place: -1 }, field: "stretch" });
  expect(placeAt(sheet, { y: 6, x: 0 })).toBeNull();
});

it("a paste from elsewhere goes one row of it to each of ours, in the line one stands in", () => {
  const sheet = view(THREE, "both");
  expect(said(paste(sheet, at(2, 1), [["11", "21"], ["31", "41"]], 2))).toEqual(["2 must 01 m 11", "2 must 02 m 21", "3 must 01 m 31", "3 must 02 m 41"]);
  expect(said(paste(sheet, at(2, 1), [["11"], ["12"]], 1))).toEqual(["2 must 01 m 11", "2 stretch 01 m 12"]);
});

it("what lies beyond the edge is cut and counted, and what is not one's own is counted too", () => {
  const sheet = view(THREE);
  const plan = paste(sheet, at(2, 3), [["1", "2", "3"], ["4"]]);
  expect([said(plan), plan.cut, plan.foreign]).toEqual([["3 must 03 m 1"], { rows: 1, columns: 2 }, 0]);
  expect(paste(sheet, at(0, 1), [["1"], ["2"]])).toMatchObject({ foreign: 1, cut: { rows: 0, columns: 0 } });
});

it("what is no figure is kept as it came, and loses nothing", () => {
  const [kept] = paste(view(THREE), at(1, 1), [["约12万", "1,200"]]).changes;
  expect(kept).toMatchObject({ raw: "约12万", value: 10, base: 10 });
});

it("one value fills all that is chosen, and what stands there already is not written again", () => {
  expect(said(paste(view(THREE), rangeOf({ y: 1, x: 1 }, { y: 2, x: 2 }), [["20"]]))).toEqual(["2 must 01 m 20", "3 must 01 m 20", "3 must 02 m 20"]);
});

it("copying and pasting in the same place changes nothing", () => {
  const sheet = view(THREE, "both");
  const all = rangeOf({ y: 0, x: 0 }, { y: 5, x: 3 });
  expect(copied(sheet, rangeOf({ y: 2, x: 1 }, { y: 3, x: 2 }))).toEqual([["10", "20"], ["", ""]]);
  expect(paste(sheet, all, copied(sheet, all), 1).changes).toEqual([]);
});

it("filling repeats what is chosen, each line into its own kind", () => {
  const one = view(THREE);
  expect(said(fill(one, rangeOf({ y: 1, x: 1 }, { y: 1, x: 2 }), rangeOf({ y: 1, x: 1 }, { y: 2, x: 2 })))).toEqual(["3 must 01 m 10", "3 must 02 m 20"]);
  expect(said(fill(one, at(1, 1), rangeOf({ y: 1, x: 1 }, { y: 1, x: 3 })))).toEqual(["2 must 02 m 10", "2 must 03 m 10"]);
  const both = view(THREE, "both");
  expect(said(fill(both, at(2, 1), rangeOf({ y: 2, x: 1 }, { y: 5, x: 1 })))).toEqual(["3 must 01 m 10"]);
});

it("Ctrl+D takes the first row of what is chosen, or the one above; Ctrl+R the column", () => {
  expect(said(fillDown(view(THREE), rangeOf({ y: 1, x: 1 }, { y: 2, x: 2 })))).toEqual(["3 must 01 m 10", "3 must 02 m 20"]);
  expect(said(fillDown(view(THREE), at(2, 2)))).toEqual(["3 must 02 m 20"]);
  expect(said(fillDown(view(THREE, "both"), at(4, 2)))).toEqual(["3 must 02 m 20"]);
  expect(said(fillRight(view(THREE), at(2, 2)))).toEqual(["3 must 02 m 30"]);
});

it("clearing takes only what is there", () => {
  expect(said(clear(view(THREE), rangeOf({ y: 1, x: 1 }, { y: 2, x: 3 })))).toEqual(["2 must 01 m null", "2 must 02 m null", "3 must 01 m null"]);
});

it("what was written and is not saved yet counts, and its base stays what its writer saw", () => {
  const kept: Kept = { node_id: 2, grain: "month", starts_on: "2027-01-01", field: "must", value: 99, base: 10, state: "refused" };
  const sheet = { ...view(THREE), kept: new Map([["2/must", new Map([["month/2027-01-01", kept]])]]) };
  expect(sumsOf(sheet.rows, sheet.columns, sheet.kept).get(1)).toEqual([{ must: 0, stretch: 0 }, { must: 129, stretch: 0 }, { must: 20, stretch: 0 }, { must: 0, stretch: 0 }]);
  expect(written(sheet, { y: 1, x: 1 }, "98")).toMatchObject({ value: 98, base: 10 });
  expect(written(sheet, { y: 1, x: 1 }, "99")).toBeNull();
});

it("sums that stand still are the same ones as before", () => {
  const sheet = view(THREE);
  const before = sumsOf(sheet.rows, sheet.columns, NONE);
  expect(settled(before, sumsOf(sheet.rows, sheet.columns, NONE)).get(1)).toBe(before.get(1));
});

it("the parts exceed the whole by the buffer, rounded up, also where doubles end", () => {
  expect([needed(200, 500), needed(201, 500), needed(0, 500), needed(10 ** 14 - 1, 10_000)]).toEqual([210, 212, 0, 2 * (10 ** 14 - 1)]);
  expect([lacking(200, 500, 209), lacking(200, 500, 210), lacking(200, 0, 200), lacking(null, 500, 0)]).toEqual([1, 0, 0, null]);
});

it("what lies below a folded row is out of sight, at every depth", () => {
  const { rows } = grid([[], [], []]);
  const deep = { ...rows[2]!, parent_id: 2 };
  const names = (folded: number[]) => unfolded([rows[0]!, rows[1]!, deep], new Set(folded)).map(({ node_id: id }) => id);
  expect([names([]), names([2]), names([1])]).toEqual([[1, 2, 3], [1, 2], [1]]);
});
