import type { components } from "@/api/schema.gen";

export type SavedView = components["schemas"]["ViewOut"];

/** The saved views of a list, and the one it opens with. */
export interface SavedViews {
  items: readonly SavedView[];
  first: string | undefined;
}

export const NO_VIEWS: SavedViews = { items: [], first: undefined };
