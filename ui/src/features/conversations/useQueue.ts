import { keepPreviousData } from "@tanstack/react-query";
import { $api } from "@/api/client";
import type { QueryOf } from "@/api/types";
import { useServerTime } from "@/resource/dispatch/useClocks";
import { live } from "@/shared/live/meta";
import { useSettled } from "@/shared/useSettled";
import type { Search } from "@/shared/urlSearch";

export const SIDES = ["desk", "live", "bot", "closed", "all"] as const;
export type Side = (typeof SIDES)[number];
type Query = QueryOf<"/api/v1/conversations">;

const FOLLOWS = live("conversation");
const PASSED = ["owner_id", "ending", "rated", "answered", "answered_within", "wanted_from", "closed_from", "last_from", "site_id"] as const;

/** What of the address narrows the list: the figures' links come with it. */
const narrowed = (search: Search): Query => Object.fromEntries(PASSED.flatMap((name) => (search[name] ? [[name, search[name]]] : []))) as Query;

const list = (query: Query, enabled: boolean) => ({ init: { params: { query: { limit: 100, ...query } } }, options: { meta: FOLLOWS, enabled, placeholderData: keepPreviousData } });

/** What is shown on the left: the queue and my own, or one of the wider lists. */
export function useQueue(side: Side, text: string, search: Search) {
  const q = useSettled(text.trim(), 250);
  const desk = side === "desk" && q === "";
  const waits = list({ view: "waiting", sort: "wanted_at" }, desk);
  const mine = list({ view: "mine" }, desk);
  const wide = list({ ...narrowed(search), ...(side === "desk" || side === "all" ? {} : { view: side }), ...(q && { q }) }, !desk);
  return {
    desk,
    waiting: $api.useQuery("get", "/api/v1/conversations", waits.init, waits.options),
    mine: $api.useQuery("get", "/api/v1/conversations", mine.init, mine.options),
    wide: $api.useQuery("get", "/api/v1/conversations", wide.init, wide.options),
  };
}

/** The figures of the head, and with them the server's clock. */
export function useChatFigures() {
  const asked = $api.useQuery("get", "/api/v1/conversations/figures", {}, { meta: FOLLOWS });
  useServerTime(asked.data?.as_of, asked.dataUpdatedAt);
  return asked.data;
}
