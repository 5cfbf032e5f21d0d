import { describe, expect, it } from "vitest";
import { standing } from "./nodeOrder";

const NODES = [
  { id: 1, parent_id: null },
  { id: 2, parent_id: 1 },
  { id: 5, parent_id: 2 },
  { id: 3, parent_id: 1 },
  { id: 4, parent_id: 1 },
];

describe("nodes of a tree", () => {
  it("stand as deep as they have parents", () => {
    expect(standing(NODES).map(({ depth }) => depth)).toEqual([0, 1, 2, 1, 1]);
  });

  it("move by one among their own, and not out of it", () => {
    const found = new Map(standing(NODES).map(({ node, up, down }) => [node.id, { up, down }]));
    expect(found.get(1)).toEqual({ up: undefined, down: undefined });
    expect(found.get(2)).toEqual({ up: undefined, down: 3 });
    expect(found.get(3)).toEqual({ up: null, down: 4 });
    expect(found.get(4)).toEqual({ up: 2, down: undefined });
    expect(found.get(5)).toEqual({ up: undefined, down: undefined });
  });
});
