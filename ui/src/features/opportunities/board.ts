import type { BoardColumn, Opportunity } from "@/api/types";
import type { Target } from "./useStageMove";

export interface BoardProps {
  columns: readonly BoardColumn[];
  onMove: (card: Opportunity, to: Target) => void;
}

export const targetOf = ({ stage_id: id, stage_name: name, stage_kind: kind }: BoardColumn): Target => ({ id, name, kind });
