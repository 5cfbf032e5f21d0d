import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Search } from "@/shared/urlSearch";
import { readListState, writeListState, type ListState } from "./listState";
import type { ListSpec } from "./types";
import { useSavedViews } from "./views/useSavedViews";

const isSaved = (view: string): boolean => /^\d+$/.test(view);

/** The state of a list, kept in the URL so that it can be sent, marked and gone back to. */
export function useListState<Row>(spec: ListSpec<Row>, kind: string) {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const { items, first, ready } = useSavedViews(kind, spec.conditions ?? false, search["view"]);
  const saved = useMemo(() => ({ items, first }), [items, first]);
  const state = useMemo(() => readListState(search, spec, saved), [search, spec, saved]);
  const change = (part: Partial<ListState>): void => {
    const next = writeListState({ ...state, ...part }, spec, saved);
    if (search["layout"]) next["layout"] = search["layout"];
    void navigate({ to: ".", search: next as never, replace: true });
  };
  /** Goes to a view; a saved one, and the way back from it, leaves everything else behind. */
  const open = (view: string): void => {
    if (!isSaved(view) && !isSaved(state.view)) return change({ view, base: view });
    const next: Search = { view, ...(search["layout"] && { layout: search["layout"] }) };
    void navigate({ to: ".", search: next as never, replace: true });
  };
  return { state, change, open, saved, ready };
}
