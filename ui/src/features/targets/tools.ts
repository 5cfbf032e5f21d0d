import type { ComponentType } from "react";
import { lazy } from "react";
import type { Column } from "./gridModel";
import type { TargetCell, TargetGrid, TargetRow, TargetTree } from "./types";

export interface ToolProps {
  tree: TargetTree;
  /** What is on the screen: the nodes by the periods of the chosen length. */
  grid: TargetGrid;
}

export interface CellProps extends ToolProps {
  row: TargetRow;
  column: Column;
  /** Null where nothing was ever set. */
  cell: TargetCell | null;
}

/** What stands over the sheet, in this order: each a button of its own that draws nothing for whom it is not. */
export const TOOLS: readonly { key: string; Tool: ComponentType<ToolProps> }[] = [
  { key: "tracking", Tool: lazy(() => import("./TrackingTool")) },
  { key: "together", Tool: lazy(() => import("./TogetherTool")) },
  { key: "split", Tool: lazy(() => import("./SplitTool")) },
  { key: "nodes", Tool: lazy(() => import("./NodesTool")) },
  { key: "rules", Tool: lazy(() => import("./RulesTool")) },
  { key: "breakEven", Tool: lazy(() => import("./BreakEvenTool")) },
];

/** What the drawer of one figure shows, from the top. */
export const CELL_PANELS: readonly { key: string; Panel: ComponentType<CellProps> }[] = [
  { key: "agree", Panel: lazy(() => import("./CellAgree")) },
  { key: "suggest", Panel: lazy(() => import("./CellSuggest")) },
  { key: "divisions", Panel: lazy(() => import("./CellDivisions")) },
  { key: "cover", Panel: lazy(() => import("./CellCover")) },
  { key: "records", Panel: lazy(() => import("./CellRecords")) },
];
