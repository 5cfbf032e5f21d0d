/** What the server tells a browser, and what a browser knows about the line itself. */
export interface Change {
  kind: string;
  id: number;
  version: number | null;
}

export type LineState = "connecting" | "open" | "lost";

export type LiveMessage =
  | { type: "change"; change: Change }
  | { type: "notification"; id: number | null }
  | { type: "resync" }
  | { type: "signed_out" }
  | { type: "state"; state: LineState };

export type LiveCommand = "start" | "stop";

/** Reads a change; null when it is not one. */
export function parseChange(data: string): Change | null {
  try {
    const value = JSON.parse(data) as Partial<Change> | null;
    if (typeof value?.kind !== "string" || typeof value.id !== "number") return null;
    return { kind: value.kind, id: value.id, version: typeof value.version === "number" ? value.version : null };
  } catch {
    return null;
  }
}
