import type { Search } from "@/shared/urlSearch";
import { normal, whereText } from "./conditions/model";
import type { Filter, ListSpec, Query } from "./types";
import { writePlan } from "./views/plan";
import { NO_VIEWS, type SavedView, type SavedViews } from "./views/savedView";

/** What a list shows, as the URL says it. */
export interface ListState {
  /** The key of a built-in view, or the id of a saved one. */
  view: string;
  /** The built-in view whose part of the list is shown: the same, or that of the saved one. */
  base: string;
  q: string;
  sort: string;
  filters: Record<string, string>;
  /** A condition as JSON. */
  where: string;
  /** The columns of a saved view; empty for this person's own choice. */
  columns: string;
}

type Spec = Pick<ListSpec<never>, "filters" | "views" | "sort">;

/** The parameters of the URL that narrow a list without being among its filters, such as a link from a figure. */
const FOREIGN = new Set(["view", "q", "sort", "new", "layout", "cursor", "limit", "count", "where", "columns", "changed"]);

/** `?new=1&with_customer_id=7` opens the form with that value; it does not narrow the list. */
export const WITH = "with_";

/** The filters that may hold several values. */
const LISTS = new Set(["ids", "status", "contract_status"]);

/** Reads a list's state from the URL. Unknown views and empty values are ignored. */
export function readListState(search: Search, spec: Spec, { items, first }: SavedViews = NO_VIEWS): ListState {
  const views = spec.views ?? [];
  const asked = search["view"] ?? (isNarrowed(search) ? undefined : first);
  const saved = items.find(({ id }) => String(id) === asked);
  if (saved && !search["changed"]) return { ...savedState(saved, spec), q: search["q"] ?? "" };
  // "all" is no view's filter: a link from a number counts exactly what it says
  const view = views.find(({ key }) => key === asked)?.key ?? (asked === "all" ? asked : (views[0]?.key ?? ""));
  const filters: Record<string, string> = {};
  for (const [name, value] of Object.entries(search)) if (!FOREIGN.has(name) && !name.startsWith(WITH) && value !== "") filters[name] = value;
  const rest = { q: search["q"] ?? "", sort: search["sort"] ?? spec.sort, filters, where: search["where"] ?? "", columns: search["columns"] ?? "" };
  return saved ? { view: String(saved.id), base: saved.base, ...rest } : { view, base: view, ...rest, columns: "" };
}

/** A link that says what it wants opens that, not the view one starts with. */
const isNarrowed = (search: Search): boolean => search["where"] !== undefined || search["sort"] !== undefined || Object.keys(search).some((name) => !FOREIGN.has(name) && !name.startsWith(WITH));

/** What a saved view shows when nothing has been changed. */
export const savedState = (saved: SavedView, spec: Spec): Omit<ListState, "q"> => ({
  view: String(saved.id),
  base: saved.base,
  sort: saved.sort || spec.sort,
  filters: saved.filters,
  where: whereText(normal(saved.where)),
  columns: writePlan(saved.columns),
});

const inUse = (filters: Record<string, string>): string => JSON.stringify(Object.entries(filters).filter(([, value]) => value !== "").toSorted());

/** Whether the list shows something else than its saved view. */
export function differs(state: ListState, saved: SavedView, spec: Spec): boolean {
  const kept = savedState(saved, spec);
  return kept.sort !== state.sort || kept.where !== state.where || kept.columns !== state.columns || inUse(kept.filters) !== inUse(state.filters);
}

/** Writes a list's state to the URL: only what differs from the list's own start. The layout stays as it was. */
export function writeListState(state: ListState, spec: Spec, { items, first }: SavedViews = NO_VIEWS): Search {
  const search: Search = {};
  const saved = items.find(({ id }) => String(id) === state.view);
  if (state.view && (saved || first !== undefined || state.view !== spec.views?.[0]?.key)) search["view"] = state.view;
  if (state.q) search["q"] = state.q;
  if (saved && !differs(state, saved, spec)) return search;
  if (saved) search["changed"] = "1";
  if (saved && state.columns) search["columns"] = state.columns;
  if (state.where) search["where"] = state.where;
  if (state.sort !== spec.sort) search["sort"] = state.sort;
  for (const [name, value] of Object.entries(state.filters)) if (value !== "") search[name] = value;
  return search;
}

/** The query for the server: the view's own part, then what the person asked for. */
export function toQuery(state: ListState, spec: Spec): Query {
  const view = spec.views?.find(({ key }) => key === state.base);
  const query: Query = { ...view?.query, sort: state.sort };
  for (const [name, value] of Object.entries(state.filters)) query[name] = LISTS.has(name) && value.includes(",") ? value.split(",") : value;
  if (state.q) query["q"] = state.q;
  if (state.where) query["where"] = state.where;
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
