import type { Mentioned } from "./comments";

export interface Draft {
  text: string;
  /** Whom the text may name. */
  picked: readonly Mentioned[];
}

const NOTHING: Draft = { text: "", picked: [] };
const keyOf = (kind: string, id: number) => `dabiao.comment.${kind}.${id}`;

/** What was begun and not sent stays in this browser until it is, whatever closes the page. */
export function draftOf(kind: string, id: number): Draft {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(kind, id)) ?? "null") as Draft | null;
    return typeof kept?.text === "string" && Array.isArray(kept.picked) ? kept : NOTHING;
  } catch {
    return NOTHING; // a browser that keeps nothing, or kept something else
  }
}

export function keepDraft(kind: string, id: number, draft: Draft): void {
  try {
    if (draft.text.trim() === "") localStorage.removeItem(keyOf(kind, id));
    else localStorage.setItem(keyOf(kind, id), JSON.stringify(draft));
  } catch {
    // a browser that keeps nothing
  }
}
