import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live, liveOne } from "@/shared/live/meta";
import type { Tone } from "@/shared/ui/Mark";

type Schemas = components["schemas"];

export type SalesEvent = Schemas["SalesEventOut"];
export type SalesEventListed = Schemas["SalesEventListed"];
export type State = SalesEvent["state"];
export type Guest = Schemas["GuestOut"];
export type GuestState = Guest["state"];
export type Board = Schemas["EventBoardOut"];
export type Yield = Schemas["EventYieldOut"];
export type Inviter = Schemas["EventInviter"];
export type Deal = Schemas["EventDealOut"];

export const KIND = "sales_event";
export const TONES: Record<State, Tone> = { draft: "plain", open: "accent", running: "good", closed: "plain", cancelled: "bad" };
export const GUEST_TONES: Record<GuestState, Tone> = { invited: "plain", accepted: "accent", declined: "warn", attended: "good", absent: "bad" };
export const KINDS = ["salon", "seminar", "exhibition", "thanks", "livestream", "recruitment", "other"] as const;
export const PARTS = ["inviter", "host", "speaker", "door", "sales", "support"] as const;
export const ITEMS = ["place", "food", "gifts", "travel", "speaker", "material", "other"] as const;
export const GUEST_STATES: readonly GuestState[] = ["invited", "accepted", "declined", "attended", "absent"];

export const keyed = (key: string) => ({ "Idempotency-Key": key });
export const at = (id: number) => ({ params: { path: { id } } });

export const eventsQuery = (state: readonly State[], q: string) =>
  infiniteQueryOptions({
    queryKey: [KIND, "list", state, q],
    queryFn: async ({ pageParam, signal }) =>
      must(await api.GET("/api/v1/sales-events", { params: { query: { state: [...state], q, limit: 50, cursor: pageParam } }, signal })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: live(KIND),
  });

export const eventQuery = (id: number) =>
  queryOptions({
    queryKey: [KIND, "one", id],
    queryFn: async ({ signal }): Promise<SalesEvent> => must(await api.GET("/api/v1/sales-events/{id}", { ...at(id), signal })),
    meta: live(KIND),
  });

export const boardQuery = (id: number) =>
  queryOptions({
    queryKey: [KIND, "board", id],
    queryFn: async ({ signal }): Promise<Board> => must(await api.GET("/api/v1/sales-events/{id}/board", { ...at(id), signal })),
    meta: { ...live(KIND), paced: true },
  });

export const yieldQuery = (id: number) =>
  queryOptions({
    queryKey: [KIND, "yield", id],
    queryFn: async ({ signal }): Promise<Yield> => must(await api.GET("/api/v1/sales-events/{id}/yield", { ...at(id), signal })),
    meta: { ...live(KIND, "contract"), paced: true },
  });

export const dealsQuery = (id: number) =>
  queryOptions({
    queryKey: [KIND, "deals", id],
    queryFn: async ({ signal }): Promise<Deal[]> => must(await api.GET("/api/v1/sales-events/{id}/deals", { ...at(id), signal })).items,
    meta: { ...live(KIND, "contract"), paced: true },
  });

export interface GuestFilters {
  state?: GuestState | undefined;
  inviter?: number | undefined;
  walkIn?: boolean | undefined;
  search?: string;
}

export const guestsQuery = (id: number, { state, inviter, walkIn, search }: GuestFilters) =>
  infiniteQueryOptions({
    queryKey: [KIND, "guests", id, state, inviter, walkIn, search],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 100, cursor: pageParam, count: true, ...(state && { state: [state] }), ...(inviter && { inviter_id: inviter }), ...(walkIn !== undefined && { walk_in: walkIn }), ...(search && { search }) };
      return must(await api.GET("/api/v1/sales-events/{id}/guests", { params: { path: { id }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next || undefined,
    meta: liveOne(KIND, id),
  });

export const may = (event: { actions: readonly string[] }, verb: string): boolean => event.actions.includes(verb);
