/** What of a report has not reached the server yet, kept in this browser: a tunnel on the way home loses nothing. Pure but for the
 * storage handed in. */
import type { Answers } from "./types";

/** Answers that were changed here, and what they were changed from. */
export interface Kept {
  answers: Answers;
  base: Answers;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (id: number): string => `dabiao.report.${id}`;
export const same = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** The answers that differ from what was sent last. */
export function changed(answers: Answers, sent: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([id, value]) => !same(value, sent[id])));
}

/** The values of the same questions in another set of answers; null where there is none. */
export const basesOf = (answers: Answers, from: Answers): Answers => Object.fromEntries(Object.keys(answers).map((id) => [id, from[id] ?? null]));

export function keep(store: Store, id: number, kept: Kept | null): void {
  try {
    if (kept === null || Object.keys(kept.answers).length === 0) store.removeItem(keyOf(id));
    else store.setItem(keyOf(id), JSON.stringify(kept));
  } catch {
    // a full or forbidden storage: the server still has the draft
  }
}

const isAnswers = (value: unknown): value is Answers => typeof value === "object" && value !== null && !Array.isArray(value);

export function kept(store: Store, id: number): Kept | null {
  try {
    const found: unknown = JSON.parse(store.getItem(keyOf(id)) ?? "null");
    if (!isAnswers(found)) return null;
    const { answers, base } = found;
    return isAnswers(answers) && isAnswers(base) ? { answers, base } : null;
  } catch {
    return null;
  }
}

/** Rows with their places; a row of these lists has no other name, and may stand there twice. */
export const numbered = <Row>(rows: readonly Row[]): { at: number; row: Row }[] => rows.map((row, at) => ({ at, row }));
