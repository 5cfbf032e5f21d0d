import { expect, it } from "vitest";
import type { Board, Opportunity } from "@/api/types";
import { layoutOf } from "./layout";
import { moveOnBoard } from "./moveOnBoard";

const card = { id: 7, stage_id: 1, amount_minor: 500 } as Opportunity;
const column = (stage: number, items: Opportunity[]) => ({ stage_id: stage, stage_name: `s${stage}`, stage_kind: "open", percent: 10, count: items.length, amount_minor: items.length * 500, items });
const board = { columns: [column(1, [card]), column(2, [])] } as unknown as Board;

it("a moved card takes its count and amount with it", () => {
  const [from, to] = moveOnBoard(board, card, 2).columns;
  expect([from?.count, from?.amount_minor, from?.items]).toEqual([0, 0, []]);
  expect([to?.count, to?.amount_minor, to?.items[0]?.stage_id]).toEqual([1, 500, 2]);
});

it("a link that narrows by more than the board can show opens the list", () => {
  expect(layoutOf({})).toBe("board");
  expect(layoutOf({ owner_id: "5", new: "1", with_customer_id: "3" })).toBe("board");
  expect(layoutOf({ stage_id: "2" })).toBe("list");
  expect(layoutOf({ layout: "list" })).toBe("list");
});
