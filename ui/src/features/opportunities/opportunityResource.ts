import { api, must } from "@/api/client";
import type { BodyOf, EditOf, Opportunity, QueryOf } from "@/api/types";
import { SOURCES } from "@/resource/sources";
import type { Field, ListSpec, Resource } from "@/resource/types";

export const LOST_REASONS = ["price", "competitor", "no_budget", "no_need", "timing", "relationship", "product", "other"] as const;
export const PARTS = ["leads", "supports", "technical", "delivers", "sponsors"] as const;
export const THREATS = ["unknown", "weak", "equal", "strong"] as const;
const SIGNS = ["win_date_passed", "pushed", "amount_cut", "no_contact", "stale", "stuck", "unproven", "single_threaded", "no_next_contact"] as const;
const STAGE_KINDS = ["open", "won", "lost"] as const;

const FIELDS: readonly Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 120 },
  { name: "customer_id", kind: "customer", shown: "customer_name", required: true, readOnly: true },
  { name: "amount_minor", kind: "money", required: true },
  { name: "expected_win_on", kind: "date" },
  { name: "pushes", kind: "number", readOnly: true },
  { name: "amount_cut_minor", kind: "money", readOnly: true },
  { name: "stage_name", kind: "text", readOnly: true },
  { name: "stage_kind", kind: "select", enum: "stage_kind", values: STAGE_KINDS, tones: { open: "accent", won: "good", lost: "plain" }, readOnly: true },
  { name: "percent", kind: "number", readOnly: true },
  { name: "stage_entered_at", kind: "datetime", readOnly: true },
  { name: "source", kind: "select", enum: "lead_source", values: SOURCES },
  { name: "amount_from_items", kind: "bool", readOnly: true },
  { name: "unit", kind: "text", readOnly: true },
  { name: "quantity_thousandths", kind: "decimal", scale: 3, readOnly: true },
  { name: "price_minor", kind: "money", readOnly: true },
  { name: "discount_hundredths", kind: "decimal", scale: 2, readOnly: true },
  { name: "budget_minor", kind: "money" },
  { name: "decides_on", kind: "date" },
  { name: "weighted_minor", kind: "money", readOnly: true },
  { name: "credible_minor", kind: "money", readOnly: true },
  { name: "credibility", kind: "number", readOnly: true },
  { name: "evidenced_stage_name", kind: "text", readOnly: true },
  { name: "claim_gap", kind: "number", readOnly: true },
  { name: "proof_count", kind: "number", readOnly: true },
  { name: "proved_at", kind: "datetime", readOnly: true },
  { name: "people_met", kind: "number", readOnly: true },
  { name: "signals", kind: "text", readOnly: true },
  { name: "competitor", kind: "text", readOnly: true },
  { name: "competitor_count", kind: "number", readOnly: true },
  { name: "unnamed_rivals", kind: "number" },
  { name: "part", kind: "select", enum: "part", values: PARTS, readOnly: true },
  { name: "threat", kind: "select", enum: "threat", values: THREATS, readOnly: true },
  { name: "lost_reason", kind: "text", readOnly: true },
  { name: "lost_to_name", kind: "text", readOnly: true },
  { name: "closed_at", kind: "datetime", readOnly: true },
  { name: "owner_id", kind: "person", shown: "owner_name", readOnly: true },
  { name: "last_contact_at", kind: "datetime", readOnly: true },
  { name: "next_contact_at", kind: "datetime", ahead: true },
  { name: "created_at", kind: "datetime", readOnly: true },
];

export const opportunities: Resource<Opportunity> = {
  kind: "opportunity",
  fields: FIELDS,
  title: ({ name }) => name,
  list: async (query, signal) =>
    must(await api.GET("/api/v1/opportunities", { params: { query: query as QueryOf<"/api/v1/opportunities"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/opportunities/{id}", { params: { path: { id } }, signal })),
  create: async (values, key) =>
    must(await api.POST("/api/v1/opportunities", { body: values as BodyOf<"/api/v1/opportunities">, headers: { "Idempotency-Key": key } })),
  edit: async (id, edit) =>
    must(await api.PATCH("/api/v1/opportunities/{id}", { params: { path: { id } }, body: edit as EditOf<"/api/v1/opportunities/{id}"> })),
  bulk: {
    fields: ["expected_win_on", "next_contact_at", "source", "decides_on"],
    apply: async (body) => must(await api.POST("/api/v1/opportunities/bulk-edits", { body: body as BodyOf<"/api/v1/opportunities/bulk-edits"> })),
  },
};

export const OPPORTUNITY_FORM = ["name", "customer_id", "product_id", "amount_minor", "stage_id", "expected_win_on", "budget_minor", "decides_on", "source"];

export const OPPORTUNITY_LIST: ListSpec<Opportunity> = {
  columns: [
    { name: "name", width: 220 },
    { name: "customer_id", width: 200, card: "line" },
    { name: "stage_name", width: 110, card: "mark", edits: "stage_id" },
    { name: "amount_minor", width: 110, sortable: true, card: "fact" },
    { name: "signals", width: 210, card: "fact" },
    { name: "credibility", width: 100 },
    { name: "expected_win_on", width: 110, sortable: true, card: "fact" },
    { name: "owner_name", width: 100, card: "fact" },
    { name: "next_contact_at", width: 130, sortable: true },
    { name: "last_contact_at", width: 120, sortable: true },
    { name: "stage_entered_at", width: 130, sortable: true, optional: true },
    { name: "pushes", width: 90, optional: true },
    { name: "amount_cut_minor", width: 120, optional: true },
    { name: "weighted_minor", width: 110, optional: true },
    { name: "credible_minor", width: 110, optional: true },
    { name: "evidenced_stage_name", width: 110, optional: true },
    { name: "proof_count", width: 90, sortable: true, optional: true },
    { name: "claim_gap", width: 90, sortable: true, optional: true },
    { name: "proved_at", width: 130, optional: true },
    { name: "people_met", width: 110, optional: true },
    { name: "budget_minor", width: 110, optional: true },
    { name: "decides_on", width: 110, sortable: true, optional: true },
    { name: "competitor", width: 160, optional: true },
    { name: "competitor_count", width: 90, optional: true },
    { name: "lost_to_name", width: 120, optional: true },
    { name: "lost_reason", width: 120, optional: true },
    { name: "created_at", width: 130, sortable: true, optional: true },
    { name: "unit_name", width: 120, optional: true },
  ],
  filters: [
    { name: "stage_kind", kind: "select", enum: "stage_kind", values: STAGE_KINDS },
    { name: "slipping_on", kind: "select", values: ["today"] },
    { name: "signal", kind: "select", values: SIGNS },
    { name: "gap_min", kind: "select", values: ["1", "2", "3"] },
    { name: "on_word", kind: "select", values: ["true"] },
    { name: "owner_id", kind: "person" },
    { name: "unit_id", kind: "unit" },
    { name: "customer_id", kind: "customer" },
    { name: "win_from", kind: "day", label: "filters.common.win_from" },
    { name: "win_to", kind: "day", label: "filters.common.win_to" },
  ],
  sort: "-created_at",
  conditions: true,
};
