/** What the server tells a browser, and what a browser knows about the line itself. */
export interface Change {
  kind: string;
  id: number;
  version: number | null;
}

export type LineState = "connecting" | "open" | "lost";

/** The server's `ready` says of how many milliseconds before it everything is told as well. */
export function parseReady(data: string): number {
  try {
    const { milliseconds } = JSON.parse(data) as { milliseconds?: unknown };
    return typeof milliseconds === "number" ? milliseconds : 0;
  } catch {
    return 0;
  }
}

/** `since`: from this moment on (of `Date.now()`) whoever hears this has been told, or is told next, all there was. */
export type LiveMessage =
  | { type: "change"; change: Change }
  | { type: "notification"; id: number | null }
  | { type: "resync" }
  | { type: "signed_out" }
  | { type: "state"; state: LineState; since?: number };

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
