import { api, must } from "@/api/client";
import type { QueryOf, Visit } from "@/api/types";
import type { Field, ListSpec, Resource } from "@/resource/types";
import type { Tone } from "@/shared/ui/Mark";

export const STATES = ["planned", "checked_in", "checked_out", "finished", "cancelled"] as const;
export const TONES: Readonly<Record<string, Tone>> = { planned: "accent", checked_in: "warn", checked_out: "warn", finished: "good", cancelled: "plain" };
const ABOUT = ["customer", "opportunity", "lead"] as const;
const YES = ["true", "false"] as const;

const FIELDS: readonly Field[] = [
  { name: "purpose", kind: "text", required: true, maxLength: 200 },
  { name: "address", kind: "text", maxLength: 300 },
  { name: "subject_kind", kind: "select", enum: "visit_about", values: ABOUT, readOnly: true },
  { name: "state", kind: "select", enum: "visit_state", values: STATES, tones: TONES, readOnly: true },
  { name: "starts_at", kind: "datetime", readOnly: true },
  { name: "ends_at", kind: "datetime", readOnly: true },
  { name: "checked_in_at", kind: "datetime", readOnly: true },
  { name: "owner_name", kind: "text", readOnly: true },
  { name: "unit_name", kind: "text", readOnly: true },
  { name: "signs", kind: "number", readOnly: true },
  { name: "joint", kind: "bool", readOnly: true },
];

export const visits: Resource<Visit> = {
  kind: "visit",
  fields: FIELDS,
  title: ({ subject_title: title, purpose }) => title ?? purpose,
  list: async (query, signal) => must(await api.GET("/api/v1/visits", { params: { query: query as QueryOf<"/api/v1/visits"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/visits/{id}", { params: { path: { id } }, signal })),
  edit: async (id, edit) => must(await api.PATCH("/api/v1/visits/{id}", { params: { path: { id } }, body: edit })),
};

export const FILTERS: ListSpec<Visit>["filters"] = [
  { name: "state", kind: "select", enum: "visit_state", values: STATES },
  { name: "with_id", kind: "person", label: "filters.visit.with_id" },
  { name: "marked", kind: "select", enum: "visit_yes", values: YES, label: "filters.visit.marked" },
  { name: "joint", kind: "select", enum: "visit_yes", values: YES, label: "filters.visit.joint" },
  { name: "subject_kind", kind: "select", enum: "visit_about", values: ABOUT },
  { name: "unit_id", kind: "unit" },
  { name: "customer_id", kind: "customer" },
  { name: "since", kind: "since", label: "filters.visit.since" },
  { name: "until", kind: "until", label: "filters.visit.until" },
];

/** What a change of a visit changes beside it. */
export const TOUCHED = ["visit", "activity", "lead", "customer", "opportunity"] as const;
