import type { Board, BoardColumn, Opportunity } from "@/api/types";

function without(column: BoardColumn, card: Opportunity): BoardColumn {
  return {
    ...column,
    count: column.count - 1,
    amount_minor: column.amount_minor - card.amount_minor,
    items: column.items.filter(({ id }) => id !== card.id),
  };
}

function joined(column: BoardColumn, card: Opportunity): BoardColumn {
  const moved = { ...card, stage_id: column.stage_id, stage_name: column.stage_name, stage_kind: column.stage_kind, percent: column.percent };
  return { ...column, count: column.count + 1, amount_minor: column.amount_minor + card.amount_minor, items: [moved, ...column.items] };
}

/** The board as it will be after a card moved; the server's own sums follow. */
export function moveOnBoard(board: Board, card: Opportunity, to: number): Board {
  const columns = board.columns.map((column) => {
    if (column.stage_id === card.stage_id) return without(column, card);
    return column.stage_id === to ? joined(column, card) : column;
  });
  return { ...board, columns };
}
