import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";

type Schemas = components["schemas"];
export type Plan = Schemas["PlanOut"];
export type PlanItem = Schemas["PlanItemOut"];
export type Proposal = Schemas["PlanProposal"];
export type TeamRow = Schemas["PlanTeamRow"];
export type Cadence = Schemas["PlanCadenceOut"];
export type Rhythm = Schemas["PlanRhythm"];
export type Grain = Schemas["PlanGrain"];
export type Reason = Schemas["PlanReason"];

export const GRAINS = ["day", "week", "month", "quarter", "year"] as const satisfies readonly Grain[];
export const REASONS = ["no_time", "customer", "no_answer", "waiting", "misjudged", "not_needed", "away", "other"] as const satisfies readonly Reason[];

/** What is asked again after a step. */
export const TOUCHES = ["plan"] as const;

/** Whose plan of which period: the one in which the day `on` lies. */
export interface Place {
  grain: Grain;
  on: string;
  owner?: number | undefined;
}

const asked = ({ grain, on, owner }: Place) => ({ grain, on, ...(owner !== undefined && { owner_id: owner }) });
const at = (id: number) => ({ params: { path: { id } } });
const keyed = (key: string) => ({ "Idempotency-Key": key }) as never;

export const planQuery = (place: Place) =>
  queryOptions({
    queryKey: ["plan", "at", asked(place)],
    queryFn: async ({ signal }): Promise<Plan> => must(await api.GET("/api/v1/plans/at", { params: { query: asked(place) }, signal })),
    meta: live("plan"),
  });

export const onePlanQuery = (id: number) =>
  queryOptions({
    queryKey: ["plan", "one", id],
    queryFn: async ({ signal }): Promise<Plan> => must(await api.GET("/api/v1/plans/{id}", { ...at(id), signal })),
    meta: live("plan"),
  });

export const proposalsQuery = (place: Place) =>
  queryOptions({
    queryKey: ["plan", "proposals", asked(place)],
    queryFn: async ({ signal }): Promise<Proposal[]> => must(await api.GET("/api/v1/plans/proposals", { params: { query: asked(place) }, signal })).items,
    meta: live("plan"),
  });

export const teamQuery = (grain: Grain, on: string, unit: number | null) =>
  queryOptions({
    queryKey: ["plan", "team", grain, on, unit],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/plans/team", { params: { query: { grain, on, ...(unit !== null && { unit_id: unit }) } }, signal })),
    meta: live("plan"),
  });

export const cadenceQuery = queryOptions({
  queryKey: ["plan_cadence"],
  queryFn: async ({ signal }): Promise<Cadence> => must(await api.GET("/api/v1/plans/cadence", { signal })),
  meta: live("plan_cadence"),
});

type ItemBody = Omit<Schemas["PlanItemIn"], "grain" | "on" | "owner_id" | "on_day_off">;

export const addItem = async (place: Place, body: ItemBody, anyway: boolean, key: string): Promise<PlanItem> =>
  must(await api.POST("/api/v1/plan-items", { body: { ...body, ...asked(place), on_day_off: anyway }, headers: keyed(anyway ? `${key}!` : key) }));

export const editItem = async (id: number, changes: Schemas["PlanItemChanges"], base: Record<string, unknown>): Promise<PlanItem> =>
  must(await api.PATCH("/api/v1/plan-items/{id}", { ...at(id), body: { changes, base } }));

export const finishItem = async (id: number, body: Schemas["PlanFinishIn"]): Promise<PlanItem> => must(await api.POST("/api/v1/plan-items/{id}/completions", { ...at(id), body }));

export const dropItem = async (id: number, body: Schemas["PlanDropItemIn"]): Promise<PlanItem> => must(await api.POST("/api/v1/plan-items/{id}/drops", { ...at(id), body }));

export const carryItem = async (id: number, body: Schemas["PlanCarryIn"]): Promise<PlanItem> => must(await api.POST("/api/v1/plan-items/{id}/carries", { ...at(id), body }));

export const reopenItem = async (id: number): Promise<PlanItem> => must(await api.POST("/api/v1/plan-items/{id}/reopenings", at(id)));

export const removeItem = async (id: number): Promise<unknown> => must(await api.DELETE("/api/v1/plan-items/{id}", at(id)));

export const orderItems = async (plan: number, ids: number[]): Promise<Plan> => must(await api.POST("/api/v1/plans/{id}/orders", { ...at(plan), body: { ids } }));

export const editPlan = async (id: number, changes: Schemas["PlanChanges"], base: Record<string, unknown>): Promise<Plan> =>
  must(await api.PATCH("/api/v1/plans/{id}", { ...at(id), body: { changes, base } }));

type Named = { kind: Proposal["kind"]; id: number; title: string };

export const takeProposals = async (place: Place, take: Named[], leave: Named[], anyway: boolean, key: string): Promise<Plan> =>
  must(await api.POST("/api/v1/plans/proposals", { body: { ...asked(place), take, leave, on_day_off: anyway }, headers: keyed(anyway ? `${key}!` : key) }));

export const setCadence = async (changes: Schemas["PlanCadenceChanges"], version: number): Promise<Cadence> =>
  must(await api.PATCH("/api/v1/plans/cadence", { body: { changes, version } }));
