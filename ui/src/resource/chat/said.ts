import type { QueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { Message } from "@/api/types";

/** What is known of a talk's messages, in order, without gaps between the first and the last. */
export interface Said {
  items: readonly Message[];
  /** There is more before the first. */
  earlier: boolean;
  visitorRead: number;
  /** Numbers in it are masked: it is in other hands. */
  masked: boolean;
}

const PAGE = 50;
export const saidKey = (id: number) => ["said", id] as const;

async function ask(id: number, query: { after?: number; before?: number; limit?: number }, signal?: AbortSignal) {
  return must(await api.GET("/api/v1/conversations/{id}/messages", { params: { path: { id }, query: { limit: PAGE, ...query } }, ...(signal && { signal }) }));
}

async function askNewest(id: number, signal?: AbortSignal): Promise<Said> {
  const { items, more, masked, visitor_read: visitorRead } = await ask(id, {}, signal);
  return { items, earlier: more, masked, visitorRead };
}

/** Both together in the order of their numbers, each once. */
export function joined(one: readonly Message[], other: readonly Message[]): Message[] {
  const bySeq = new Map([...one, ...other].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** The newest page; or, where some are known, what has followed since. Whoever has it by now, or no longer, reads all of it anew. */
export async function askSaid(client: QueryClient, id: number, signal?: AbortSignal): Promise<Said> {
  const known = client.getQueryData<Said>(saidKey(id));
  const last = known?.items.at(-1)?.seq;
  if (!known || last === undefined) return askNewest(id, signal);
  let items = [...known.items];
  for (let more = true; more; ) {
    const page = await ask(id, { after: items.at(-1)?.seq ?? last, limit: 200 }, signal);
    if (page.masked !== known.masked) return askNewest(id, signal);
    items = joined(items, page.items);
    more = page.more;
    if (!more) return { ...known, items, visitorRead: Math.max(known.visitorRead, page.visitor_read) };
  }
  return known;
}

/** The page before the first that is known. */
export async function askEarlier(client: QueryClient, id: number): Promise<void> {
  const first = client.getQueryData<Said>(saidKey(id))?.items[0]?.seq;
  if (first === undefined) return;
  const page = await ask(id, { before: first });
  client.setQueryData<Said>(saidKey(id), (known) => known && { ...known, items: joined(page.items, known.items), earlier: page.more });
}

/** A message that was heard: put behind the others where it follows them, else there is a gap to ask for. */
export function hear(known: Said, message: Message): Said | null {
  const last = known.items.at(-1)?.seq ?? 0;
  if (message.seq <= last) return known;
  return message.seq === last + 1 ? { ...known, items: [...known.items, message] } : null;
}

const LINK = /(https?:\/\/[^\s<>"'（）。，、；！？【】]+)/g;

/** A text in pieces: what is a link, and what is not. Nothing else in it means anything. */
export function pieces(text: string): { text: string; link: boolean }[] {
  return text.split(LINK).flatMap((part, place) => (part ? [{ text: part, link: place % 2 === 1 }] : []));
}

const dayOf = (at: string): string => new Date(at).toDateString();

/** Whether a message is the first of its day among those shown. */
export const beginsDay = (items: readonly Message[], place: number): boolean => place === 0 || dayOf(items[place]?.at ?? "") !== dayOf(items[place - 1]?.at ?? "");

/** The words of what the bot offered to choose from. */
export function choicesOf(more: Message["more"]): string[] {
  const found = more["choices"];
  if (!Array.isArray(found)) return [];
  return found.flatMap((one: unknown) => {
    const label: unknown = typeof one === "string" ? one : (one as { label?: unknown }).label;
    return typeof label === "string" ? [label] : [];
  });
}
