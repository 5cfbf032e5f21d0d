import type { Said } from "./agreeApi";

type Entry = Pick<Said, "kind" | "data">;

export interface LineChange {
  field: string;
  before: unknown;
  after: unknown;
}

const LINES = new Set(["must", "stretch", "declared_must", "declared_stretch"]);

/** The lines that a step changed; other changes (of a reserve measure) have no place in a conversation. */
export function changesIn({ changes }: Record<string, unknown>): LineChange[] {
  if (typeof changes !== "object" || changes === null) return [];
  return Object.entries(changes).flatMap(([field, pair]) => (LINES.has(field) && Array.isArray(pair) ? [{ field, before: pair[0], after: pair[1] }] : []));
}

/** The name of a step, and what else is to be said of it. */
export function stepOf({ kind, data }: Entry): { what: string; marks: ("both" | "granted" | "refused")[] } {
  const what = kind === "comment.added" ? "comment" : kind.split(".")[1] ?? kind;
  if (what === "change_answered") return { what, marks: [data["granted"] === true ? "granted" : "refused"] };
  return { what, marks: what === "accepted" && data["agreed"] === true ? ["both"] : [] };
}

/** Why, or of what, in somebody's words. */
export const wordsOf = ({ kind, data }: Entry): string => {
  const words = kind.startsWith("target.reserve") ? data["what"] : kind.startsWith("target.") ? data["reason"] : "";
  return typeof words === "string" ? words : "";
};

/** Of a division, whether it goes to the nodes below or to shorter periods. */
export const axisOf = ({ kind, data }: Entry): string => (kind.startsWith("target.breakdown") && typeof data["axis"] === "string" ? data["axis"] : "");
