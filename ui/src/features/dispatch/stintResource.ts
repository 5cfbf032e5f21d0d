import { api, must } from "@/api/client";
import type { Breach, QueryOf, Stint } from "@/api/types";
import type { Field, ListSpec, Resource } from "@/resource/types";

export const EVIDENCE = ["declared", "telephony", "message", "chat", "check_in"] as const;
export const ENDS = ["clean", "breached", "moved", "returned", "ended"] as const;
export const WAIVERS = ["switched_off", "not_delivered", "system_fault", "already_today", "lowest", "away"] as const;
export const APPEALS = ["asked", "upheld", "rejected"] as const;
const CLOCKS = ["response", "feedback"] as const;
const KEPT = ["in_time", "late", "none"] as const;

const WHOSE: ListSpec<Stint>["filters"] = [
  { name: "owner_id", kind: "person", label: "fields.stint.owner_name" },
  { name: "unit_id", kind: "unit" },
];
const WHEN: ListSpec<Stint>["filters"] = [
  { name: "since", kind: "since", label: "filters.activity.since" },
  { name: "until", kind: "until", label: "filters.activity.until" },
];

const STINT_FIELDS: readonly Field[] = [
  { name: "evidence", kind: "select", enum: "dispatch_evidence", values: EVIDENCE },
  { name: "end", kind: "select", enum: "stint_end", values: ENDS },
  ...["given_at", "due_at", "responded_at", "feedback_due_at", "feedback_at"].map((name): Field => ({ name, kind: "datetime" })),
];

export const stints: Resource<Stint> = {
  kind: "stint",
  fields: STINT_FIELDS,
  title: ({ lead_title: title, owner_name: name }) => title ?? name,
  list: async (query, signal) => must(await api.GET("/api/v1/dispatch/stints", { params: { query: query as QueryOf<"/api/v1/dispatch/stints"> }, signal })),
  follows: ["lead", "case", "breach"],
};

export const STINT_FILTERS: ListSpec<Stint>["filters"] = [
  ...WHOSE,
  { name: "answered", kind: "select", enum: "dispatch_kept", values: KEPT },
  { name: "feedback", kind: "select", enum: "dispatch_kept", values: KEPT },
  { name: "evidence", kind: "select", enum: "dispatch_evidence", values: EVIDENCE },
  { name: "breached", kind: "select", enum: "dispatch_clock", values: CLOCKS },
  ...WHEN,
];

const BREACH_FIELDS: readonly Field[] = [
  { name: "clock", kind: "select", enum: "dispatch_clock", values: CLOCKS },
  { name: "at", kind: "datetime" },
  { name: "waiver", kind: "select", enum: "dispatch_waiver", values: WAIVERS },
  { name: "appeal", kind: "select", enum: "dispatch_appeal", values: APPEALS, tones: { asked: "warn", upheld: "good", rejected: "plain" } },
];

export const breaches: Resource<Breach> = {
  kind: "breach",
  fields: BREACH_FIELDS,
  title: ({ owner_name: name }) => name,
  list: async (query, signal) => must(await api.GET("/api/v1/dispatch/breaches", { params: { query: query as QueryOf<"/api/v1/dispatch/breaches"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/dispatch/breaches/{id}", { params: { path: { id } }, signal })),
};

export const BREACH_FILTERS: ListSpec<Breach>["filters"] = [
  ...WHOSE,
  { name: "clock", kind: "select", enum: "dispatch_clock", values: CLOCKS },
  { name: "appeal", kind: "select", enum: "dispatch_appeal", values: APPEALS },
  { name: "waiver", kind: "select", enum: "dispatch_waiver", values: WAIVERS },
  ...WHEN,
];
