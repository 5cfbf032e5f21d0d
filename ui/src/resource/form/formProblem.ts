import { fieldErrors, type ApiProblem } from "@/api/problem";

export interface Placed {
  /** Complaints that have a field on this form. */
  fields: { name: string; errors: string[] }[];
  /** Whether anything is left that must be said above the form. */
  general: boolean;
}

/** Puts a problem's complaints to the fields of a form. `body.phone` and `changes.phone` are the field `phone`. */
export function placeProblem(problem: ApiProblem, names: readonly string[]): Placed {
  const known = new Set(names);
  const complaints = Object.entries(fieldErrors(problem)).map(([path, detail]) => ({ name: leafOf(path, known), detail }));
  const fields = complaints.flatMap(({ name, detail }) => (name ? [{ name, errors: [detail] }] : []));
  return { fields, general: fields.length === 0 || complaints.some(({ name }) => name === null) };
}

function leafOf(path: string, known: ReadonlySet<string>): string | null {
  if (known.has(path)) return path;
  const leaf = path.split(".").at(-1) ?? "";
  return known.has(leaf) ? leaf : null;
}
