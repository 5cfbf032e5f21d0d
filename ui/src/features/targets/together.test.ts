import { describe, expect, it } from "vitest";
import { shared, standing, waiting, wantedCells, type Place } from "./together";
import type { TargetCell, TargetRow } from "./types";

const row = { node_id: 7, may_set: true, may_declare: true, may_confirm: true } as TargetRow;
const column = { grain: "month", starts_on: "2027-01-01", ends_on: "2027-01-31", place: 0 } as const;
const at = (cell: Partial<TargetCell> | null, more: Partial<TargetRow> = {}): Place => ({ row: { ...row, ...more }, column, cell: cell && { id: 1, version: 1, agreed: false, locked: false, countered: false, ...cell } });

describe("a whole year in one step", () => {
  it("is spread exactly by what stands, and evenly where nothing does", () => {
    expect(shared(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(shared(100, [0, 0, 0])).toEqual([34, 33, 33]);
    expect(shared(10, [6, 3, 1])).toEqual([6, 3, 1]);
    expect(shared(1_000_000_000_001, [10 ** 14, 10 ** 14]).reduce((a, b) => a + b, 0)).toBe(1_000_000_000_001);
    expect(shared(0, [3, 4])).toEqual([0, 0]);
  });

  it("knows whose answer a figure waits for", () => {
    expect(waiting(at({ must: 5, declared_must: 4, countered: true }))).toMatchObject({ side: "above", figures: { must: 4 } });
    expect(waiting(at({ must: 5, declared_must: 4, countered: true }, { may_set: false }))).toBeNull();
    expect(waiting(at({ must: 5 }))).toMatchObject({ side: "below", figures: { must: 5 } });
    expect(waiting(at({ must: 5 }, { may_confirm: false }))).toBeNull();
    expect(waiting(at({ must: 5, locked: true }))).toBeNull();
    expect(waiting(at({ must: 5, agreed: true }))).toBeNull();
    expect(waiting(at({ declared_must: 5 }))).toBeNull();
    expect(waiting(at(null))).toBeNull();
  });

  it("begins a declaration with what was given", () => {
    expect(standing("declare", at({ must: 5, stretch: 6 }).cell)).toEqual({ must: 5, stretch: 6 });
    expect(standing("declare", at({ must: 5, stretch: 6, declared_must: 4 }).cell)).toEqual({ must: 4, stretch: null });
    expect(standing("propose", null)).toEqual({ must: null, stretch: null });
  });

  it("sends what is wanted over what stood, and nothing of what is locked", () => {
    const given = { ...row, cells: [at({ must: 5 }).cell] } as TargetRow;
    expect(wantedCells("propose", given, [column], () => ({ must: 8, stretch: null }))).toEqual([{ node_id: 7, grain: "month", starts_on: "2027-01-01", values: { must: 8, stretch: null }, base: { must: 5, stretch: null } }]);
    const locked = { ...row, cells: [at({ must: 5, locked: true }).cell] } as TargetRow;
    expect(wantedCells("propose", locked, [column], () => ({ must: 8, stretch: null }))).toEqual([]);
  });
});
