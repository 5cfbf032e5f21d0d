import { expect, it } from "vitest";
import { inTreeOrder } from "./unitOrder";

it("units stand below their parents; one whose parent is hidden stands at the top", () => {
  const units = [
    { id: 3, parent_id: 2 },
    { id: 1, parent_id: null },
    { id: 2, parent_id: 1 },
    { id: 9, parent_id: 8 },
  ];
  expect(inTreeOrder(units).map(({ unit, depth }) => [unit.id, depth])).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [9, 0],
  ]);
});
