/** The order of the list a record was opened from, so that one can step to the next without going back. */
const KEY = "dabiao.neighbours";

export function rememberOrder(kind: string, ids: readonly number[]): void {
  sessionStorage.setItem(`${KEY}.${kind}`, JSON.stringify(ids));
}

function order(kind: string): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(`${KEY}.${kind}`) ?? "[]");
    return Array.isArray(kept) ? kept.map(Number) : [];
  } catch {
    return [];
  }
}

/** The records before and after this one in that list. */
export function neighboursOf(kind: string, id: number): { previous: number | undefined; next: number | undefined } {
  const ids = order(kind);
  const at = ids.indexOf(id);
  if (at < 0) return { previous: undefined, next: undefined };
  return { previous: ids[at - 1], next: ids[at + 1] };
}
