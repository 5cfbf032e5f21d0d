import { expect, it } from "vitest";
import { arranged, moved } from "./order";

it("puts one entry somewhere else, the others keep their order", () => {
  expect(moved([1, 2, 3, 4], 0, 2)).toEqual([2, 3, 1, 4]);
  expect(moved([1, 2, 3, 4], 3, 1)).toEqual([1, 4, 2, 3]);
});

it("rearranges the fields of one kind and leaves those of others where they are", () => {
  const rows = [{ id: 7 }, { id: 1 }, { id: 8 }, { id: 2 }, { id: 3 }];
  expect(arranged(rows, [3, 1, 2])).toEqual([{ id: 7 }, { id: 3 }, { id: 8 }, { id: 1 }, { id: 2 }]);
  expect(arranged(rows, [])).toEqual(rows);
});
