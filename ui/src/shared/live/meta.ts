import type { Query } from "@tanstack/react-query";
import type { Change } from "./protocol";

/** What a query shows: every record of some kinds, or one record. */
export interface LiveMeta extends Record<string, unknown> {
  live: { kinds: readonly string[]; id?: number };
  /** It costs the server much: many changes in a row are followed with pauses. */
  paced?: boolean;
  /** The page may have asked for it before its scripts had arrived (`scripts/early.ts`), so before anything could be heard. */
  early?: boolean;
}

/** Put on a query (`meta: live("lead")`) so that it follows changes of these kinds. */
export const live = (...kinds: string[]): LiveMeta => ({ live: { kinds } });

/** Put on a query that shows one record. */
export const liveOne = (kind: string, id: number): LiveMeta => ({ live: { kinds: [kind], id } });

/** Whether a query shows something that changes by itself. */
export const follows = (query: Pick<Query, "meta">): boolean => Boolean((query.meta as Partial<LiveMeta> | undefined)?.live);

/** Whether everything that a query shows was asked for after `moment`. */
export const askedAfter = ({ meta, state }: Pick<Query, "meta" | "state">, moment: number): boolean =>
  !(meta as Partial<LiveMeta> | undefined)?.early && (state.dataUpdatedAt === 0 || state.dataUpdatedAt >= moment);

const versionOf = (data: unknown): number | null => {
  const version = (data as { version?: unknown } | undefined)?.version;
  return typeof version === "number" ? version : null;
};

/** Whether a change makes this query's data old. A record already seen at that version is not old. */
export function touches(query: Pick<Query, "meta" | "state">, change: Change): boolean {
  const meta = (query.meta as Partial<LiveMeta> | undefined)?.live;
  if (!meta?.kinds.includes(change.kind)) return false;
  if (meta.id === undefined) return true;
  if (meta.id !== change.id) return false;
  const seen = versionOf(query.state.data);
  return seen === null || change.version === null || seen < change.version;
}
