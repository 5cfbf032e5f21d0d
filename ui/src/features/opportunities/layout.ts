import { WITH } from "@/resource/listState";
import type { Search } from "@/shared/urlSearch";

export type Layout = "board" | "list";

/** What the board itself can be narrowed by. */
const ON_BOARD = new Set(["owner_id", "unit_id", "pipeline_id", "new"]);

/** A link that narrows by anything else wants the list. */
export function layoutOf(search: Search): Layout {
  const { layout, ...rest } = search;
  if (layout === "list") return "list";
  return Object.keys(rest).every((name) => ON_BOARD.has(name) || name.startsWith(WITH)) ? "board" : "list";
}
