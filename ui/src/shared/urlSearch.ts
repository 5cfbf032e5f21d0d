/** The part of the URL after `?`: plain text values, nothing else, so that links stay readable. */
export type Search = Record<string, string>;

/** Reads a search; a repeated parameter becomes one value with commas. */
export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [key, value] of new URLSearchParams(text)) search[key] = search[key] === undefined ? value : `${search[key]},${value}`;
  return search;
}

/** Writes a search; empty and absent values are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The search of an API address: lists repeat their parameter. */
export function apiSearch(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null && one !== "") params.append(key, String(one));
  }
  return params.size > 0 ? `?${params.toString()}` : "";
}

/** Splits a path that may carry a search. */
export function splitPath(path: string): { to: string; search: Search } {
  const [to = "/", text = ""] = path.split("?", 2);
  return { to, search: parseSearch(text) };
}
