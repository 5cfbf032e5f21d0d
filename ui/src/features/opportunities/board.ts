import type { Active } from "@dnd-kit/core";
import type { BoardColumn, Opportunity } from "@/api/types";
import { pathOf } from "@/shared/ui/FigureLink";
import type { Target } from "./useStageMove";

export interface BoardProps {
  columns: readonly BoardColumn[];
  /** How the board was asked for, as its lists are. */
  asked: { sort: string; owner_id?: number; unit_id?: number };
  onMove: (card: Opportunity, to: Target) => void;
}

export const targetOf = ({ stage_id: id, stage_name: name, stage_kind: kind }: BoardColumn): Target => ({ id, name, kind });

/** The list of exactly the deals that a lane counts. */
export const listOf = ({ stage_id, closed_from }: BoardColumn, { owner_id, unit_id }: BoardProps["asked"]): string =>
  pathOf({ path: "/opportunities", params: { layout: "list", stage_id, closed_from, owner_id, unit_id } });

/** The card that is dragged. */
export const heldBy = ({ data }: Active): Opportunity | undefined => (data.current as { card?: Opportunity } | undefined)?.card;
