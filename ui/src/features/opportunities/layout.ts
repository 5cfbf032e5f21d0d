import type { Search } from "@/shared/urlSearch";

export type Layout = "board" | "list";

/** What the board itself can be narrowed by. */
const ON_BOARD = new Set(["owner_id", "unit_id", "pipeline_id", "new", "customer_id"]);

/** A link that narrows by anything else wants the list. */
export function layoutOf(search: Search): Layout {
  const { layout, ...rest } = search;
  if (layout === "list") return "list";
  const creating = rest["new"] !== undefined;
  return Object.keys(rest).every((name) => ON_BOARD.has(name) && (name !== "customer_id" || creating)) ? "board" : "list";
}
