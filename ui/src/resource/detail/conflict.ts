import type { ApiProblem } from "@/api/problem";

/** Two people changed the same field: what it was, what I wrote, what stands there now. */
export interface Conflict {
  field: string;
  base: unknown;
  yours: unknown;
  theirs: unknown;
}

const isConflict = (value: unknown): value is Conflict => typeof (value as Conflict | null)?.field === "string";

/** The conflicts of a refused edit; none when it was refused for another reason. */
export function conflictsOf(problem: ApiProblem): Conflict[] {
  if (problem.code !== "edit.conflict") return [];
  const given = problem.params["conflicts"];
  return Array.isArray(given) ? given.filter(isConflict) : [];
}

/** The record as it was read, with their version of these fields. */
export const theirsIn = <Row extends object>(row: Row, conflicts: readonly Conflict[]): Row => ({ ...row, ...Object.fromEntries(conflicts.map(({ field, theirs }) => [field, theirs])) });
