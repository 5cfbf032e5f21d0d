/** What answers come to, as the server reckons it. Pure. */
import type { Question } from "./checkApi";

export interface Answered {
  value?: number;
  word: string;
}

export type Result = "passed" | "needs_work" | "serious";

const LOWEST = { yes_no: 0, score: 1 } as const;
const HIGHEST = { yes_no: 1, score: 5 } as const;

/** In percent, rounded down; undefined while a question is open. */
export function pointsOf(questions: readonly Question[], answers: readonly Answered[]): number | undefined {
  let reached = 0;
  for (const [place, { kind }] of questions.entries()) {
    const value = answers[place]?.value;
    if (value === undefined) return undefined;
    reached += Math.floor((100 * (value - LOWEST[kind])) / (HIGHEST[kind] - LOWEST[kind]));
  }
  return Math.floor(reached / questions.length);
}

/** Passed from the mark on, serious below half of it. */
export const judged = (points: number, mark: number): Result => (points >= mark ? "passed" : points * 2 < mark ? "serious" : "needs_work");
