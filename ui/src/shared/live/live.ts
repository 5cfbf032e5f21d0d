import type { Query, QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { connect, type Connection } from "./connection";
import { ME_KEY } from "@/shared/session/session";
import { askAgain } from "./askAgain";
import { askedAfter, follows, touches } from "./meta";
import { Pace } from "./pace";
import type { Change, LineState, LiveMessage } from "./protocol";

/** How long changes are gathered before the screen asks again; short enough for "within two seconds". */
const GATHER = 700;

let state: LineState = "connecting";
let connection: Connection | null = null;
/** When the line was asked for; nearly everything on the screen was asked for later. */
let began = Infinity;
const listeners = new Set<() => void>();
const gathered = new Map<string, Change>();
const pace = new Pace();
const later = new Set<Query>();
let timer: ReturnType<typeof setTimeout> | undefined;

function flush(client: QueryClient): void {
  timer = undefined;
  const changes = [...gathered.values()];
  gathered.clear();
  const concerned = (query: Query): boolean => changes.some((change) => touches(query, change));
  for (const query of client.getQueryCache().findAll({ predicate: concerned })) if (pace.pause(query) > 0) askLater(client, query);
  void askAgain(client, (query) => concerned(query) && !later.has(query));
}

/** What costs much is asked once its pause is over, however many changes come until then. */
function askLater(client: QueryClient, query: Query): void {
  if (later.has(query)) return;
  later.add(query);
  setTimeout(() => {
    later.delete(query);
    void askAgain(client, (one) => one === query);
  }, pace.pause(query));
}

function gather(client: QueryClient, change: Change): void {
  gathered.set(`${change.kind}:${change.id}`, change);
  timer ??= setTimeout(() => flush(client), GATHER);
}

/** Whoever was signed out elsewhere learns it here: asking who one is leads to the sign-in screen. */
const askWhoIAm = (client: QueryClient): void => void client.invalidateQueries({ queryKey: ME_KEY });

/** What is shown may be old where nothing was heard: while the line was lost, and before `since`. */
function become(client: QueryClient, next: LineState, since: number): void {
  if (next === "lost") askWhoIAm(client);
  if (state === next) return;
  const healed = state === "lost" && next === "open";
  state = next;
  for (const listener of listeners) listener();
  if (next !== "open") return;
  pace.begin();
  void askAgain(client, (query) => healed || (follows(query) && !(since <= began && askedAfter(query, began))));
}

function hear(client: QueryClient, message: LiveMessage): void {
  if (message.type === "state") become(client, message.state, message.since ?? Infinity);
  else if (message.type === "resync") void askAgain(client, follows);
  else if (message.type === "signed_out") askWhoIAm(client);
  else gather(client, message.type === "change" ? message.change : { kind: "notification", id: message.id ?? 0, version: null });
}

/** Follows the server from now on: queries with `live` meta are asked again when what they show changes. */
export function startLive(client: QueryClient): void {
  if (!connection) {
    pace.watch(client);
    began = Date.now();
  }
  connection ??= connect((message) => hear(client, message));
  connection.send("start");
}

/** Ends the line of this browser, at sign-out. */
export function stopLive(): void {
  connection?.send("stop");
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLineState = (): LineState => useSyncExternalStore(subscribe, () => state);
