import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Search } from "@/shared/urlSearch";
import { readListState, writeListState, type ListState } from "./listState";
import type { ListSpec } from "./types";

/** The state of a list, kept in the URL so that it can be sent, marked and gone back to. */
export function useListState<Row>(spec: ListSpec<Row>): [ListState, (change: Partial<ListState>) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const state = useMemo(() => readListState(search, spec), [search, spec]);
  const change = (part: Partial<ListState>): void => {
    const next = writeListState({ ...state, ...part }, spec);
    if (search["layout"]) next["layout"] = search["layout"];
    void navigate({ to: ".", search: next as never, replace: true });
  };
  return [state, change];
}
