/** What the server said of a batch of figures, by the figure it means. Pure. */
import type { ApiProblem, FieldProblem } from "@/api/problem";

export interface Complaint {
  code: string;
  words: string;
}

/** Complaints by the place of their cell in what was sent. */
export function byCell(problem: ApiProblem): Map<number, Complaint> {
  const found = new Map<number, Complaint>();
  const all: FieldProblem[] = [{ code: problem.code, field: problem.field, detail: problem.detail }, ...problem.errors];
  for (const { code, field, detail } of all) {
    const place = /^(?:body\.)*cells\.(\d+)\b/.exec(field ?? "")?.[1];
    if (place !== undefined) found.set(Number(place), { code, words: detail || problem.detail });
  }
  return found;
}

/** Where the parts became too few, and by how much. */
export interface Short {
  node_id: number;
  grain: string;
  starts_on: string;
  line: string;
  lacking: number;
  words: string;
}

export function shortOf(problem: ApiProblem): Short | null {
  if (problem.code !== "targets.below_parent") return null;
  const { node_id: node, grain, starts_on: first, lacking } = problem.params as Record<string, never>;
  return { node_id: Number(node), grain: String(grain), starts_on: String(first), line: problem.field ?? "must", lacking: Number(lacking), words: problem.detail };
}
