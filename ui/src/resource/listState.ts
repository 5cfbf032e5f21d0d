import type { Search } from "@/shared/urlSearch";
import type { Filter, ListSpec, Query } from "./types";

/** What a list shows, as the URL says it. */
export interface ListState {
  view: string;
  q: string;
  sort: string;
  filters: Record<string, string>;
}

type Spec = Pick<ListSpec<never>, "filters" | "views" | "sort">;

/** The parameters of the URL that narrow a list without being among its filters, such as a link from a figure. */
const FOREIGN = new Set(["view", "q", "sort", "new", "layout", "cursor", "limit", "count"]);

/** `?new=1&with_customer_id=7` opens the form with that value; it does not narrow the list. */
export const WITH = "with_";

/** The filters that may hold several values. */
const LISTS = new Set(["ids", "status", "contract_status"]);

/** Reads a list's state from the URL. Unknown views and empty values are ignored. */
export function readListState(search: Search, spec: Spec): ListState {
  const views = spec.views ?? [];
  const asked = search["view"];
  // "all" is no view's filter: a link from a number counts exactly what it says
  const view = views.find(({ key }) => key === asked)?.key ?? (asked === "all" ? asked : (views[0]?.key ?? ""));
  const filters: Record<string, string> = {};
  for (const [name, value] of Object.entries(search)) if (!FOREIGN.has(name) && !name.startsWith(WITH) && value !== "") filters[name] = value;
  return { view, q: search["q"] ?? "", sort: search["sort"] ?? spec.sort, filters };
}

/** Writes a list's state to the URL: only what differs from the list's own start. The layout stays as it was. */
export function writeListState(state: ListState, spec: Spec): Search {
  const search: Search = {};
  if (state.view && state.view !== spec.views?.[0]?.key) search["view"] = state.view;
  if (state.q) search["q"] = state.q;
  if (state.sort !== spec.sort) search["sort"] = state.sort;
  for (const [name, value] of Object.entries(state.filters)) if (value !== "") search[name] = value;
  return search;
}

/** The query for the server: the view's own part, then what the person asked for. */
export function toQuery(state: ListState, spec: Spec): Query {
  const view = spec.views?.find(({ key }) => key === state.view);
  const query: Query = { ...view?.query, sort: state.sort };
  for (const [name, value] of Object.entries(state.filters)) query[name] = LISTS.has(name) && value.includes(",") ? value.split(",") : value;
  if (state.q) query["q"] = state.q;
  return query;
}

/** The filters in use that the list has no control for: shown as chips, so that nothing narrows unseen. */
export const foreignFilters = (state: ListState, filters: readonly Filter[]): string[] =>
  Object.keys(state.filters).filter((name) => !filters.some((filter) => filter.name === name));

/** `-field` ⇄ antd's direction. */
export const sortOrder = (sort: string, name: string): "ascend" | "descend" | null => {
  if (sort === name) return "ascend";
  return sort === `-${name}` ? "descend" : null;
};
