import { api, must } from "@/api/client";
import type { QueryOf } from "@/api/types";
import type { components } from "@/api/schema.gen";
import type { Field, ListSpec, Resource } from "@/resource/types";

type Schemas = components["schemas"];

export type Debrief = Schemas["DebriefOut"];
export type DebriefRow = Schemas["DebriefRow"];
export type Figures = Schemas["DebriefFigures"];
export type Factor = Schemas["DebriefFactor"]["factor"];

export const FACTORS = ["price", "product", "relation", "timing", "service", "competitor", "none"] as const satisfies readonly Factor[];
const OUTCOMES = ["won", "lost"] as const;
const STANDINGS = ["due", "overdue", "done", "done_late"] as const;
export const OUTCOME_TONES = { won: "good", lost: "plain" } as const;
export const STANDING_TONES = { due: "accent", overdue: "warn", done: "good", done_late: "good" } as const;

const FIELDS: readonly Field[] = [
  { name: "title", kind: "text", readOnly: true },
  { name: "customer_id", kind: "customer", shown: "customer_name", readOnly: true },
  { name: "outcome", kind: "select", enum: "debrief_outcome", values: OUTCOMES, tones: OUTCOME_TONES, readOnly: true },
  { name: "standing", kind: "select", enum: "debrief_standing", values: STANDINGS, tones: STANDING_TONES, readOnly: true },
  { name: "amount_minor", kind: "money", readOnly: true },
  { name: "closed_on", kind: "date", readOnly: true },
  { name: "due_on", kind: "date", readOnly: true },
  { name: "finished_on", kind: "date", readOnly: true },
  { name: "competitor_name", kind: "text", readOnly: true },
  { name: "seller_main", kind: "select", enum: "debrief_factor", values: FACTORS, multiple: true, readOnly: true },
  { name: "buyer_main", kind: "select", enum: "debrief_factor", values: FACTORS, multiple: true, readOnly: true },
  { name: "buyer_heard", kind: "bool", readOnly: true },
  { name: "lost_reason", kind: "text", readOnly: true },
];

export const debriefs: Resource<DebriefRow> = {
  kind: "debrief",
  fields: FIELDS,
  title: ({ title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/debriefs", { params: { query: query as QueryOf<"/api/v1/debriefs"> }, signal })),
};

/** One whole, for its page. */
export const debriefResource: Resource<Debrief> = {
  kind: "debrief",
  fields: FIELDS,
  title: ({ title }) => title,
  list: () => Promise.resolve({ items: [], next: null }),
  get: async (id, signal) => must(await api.GET("/api/v1/debriefs/{id}", { params: { path: { id } }, signal })),
};

export const DEBRIEF_FILTERS: ListSpec<DebriefRow>["filters"] = [
  { name: "standing", kind: "select", enum: "debrief_standing", values: STANDINGS },
  { name: "outcome", kind: "select", enum: "debrief_outcome", values: OUTCOMES },
  { name: "seller_said", kind: "select", enum: "debrief_factor", values: FACTORS },
  { name: "buyer_said", kind: "select", enum: "debrief_factor", values: FACTORS },
  { name: "owner_id", kind: "person" },
  { name: "unit_id", kind: "unit" },
  { name: "closed_from", kind: "day" },
  { name: "closed_to", kind: "day" },
];

export const at = (id: number) => ({ params: { path: { id } } });
export const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } as never });
