/** The part of the URL after `?`: plain text values, nothing else, so that links stay readable. */
export type Search = Record<string, string>;

export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [key, value] of new URLSearchParams(text)) search[key] = value;
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

/** Splits a path that may carry a search. */
export function splitPath(path: string): { to: string; search: Search } {
  const [to = "/", text = ""] = path.split("?", 2);
  return { to, search: parseSearch(text) };
}
