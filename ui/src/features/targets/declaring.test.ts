import { expect, it } from "vitest";
import { declarations, talkOf } from "./declaring";
import type { Column } from "./gridModel";
import type { TargetCell, TargetRow } from "./types";

const cell = (figures: Partial<TargetCell>): TargetCell => ({ id: 1, version: 1, agreed: false, locked: false, ...figures });
const column = (month: number): Column => ({ grain: "month", starts_on: `2027-0${month}-01`, ends_on: `2027-0${month}-28`, place: month - 1 });
const row = { node_id: 7, year: null, cells: [cell({ declared_must: 8_000_000 }), null] } as unknown as TargetRow;

it("only what changed is sent, with what stood there, and what is no figure is named", () => {
  const typed = { "month/2027-01-01/declared_must": "8万", "month/2027-01-01/declared_stretch": "10万", "month/2027-02-01/declared_must": "九万" };
  expect(declarations(row, [column(1), column(2)], typed, "money")).toEqual({
    cells: [{ node_id: 7, grain: "month", starts_on: "2027-01-01", values: { declared_stretch: 10_000_000 }, base: { declared_stretch: null } }],
    wrong: ["month/2027-02-01/declared_must"],
  });
});

it("says how far the two sides are", () => {
  const states = [null, cell({ must: 1 }), cell({ declared_must: 1 }), cell({ must: 2, declared_must: 1 }), cell({ must: 1, declared_must: 1 }), cell({ must: 1, agreed: true }), cell({ must: 1, agreed: true, locked: true })];
  expect(states.map(talkOf)).toEqual(["open", "given", "declared", "differs", "declared", "agreed", "locked"]);
});
