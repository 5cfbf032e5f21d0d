import { api, must } from "@/api/client";
import type { BodyOf, EditOf, QueryOf } from "@/api/types";
import type { MarketNote } from "@/resource/market/market";
import type { Field, ListSpec, Resource } from "@/resource/types";

export const SORTS = ["price", "product", "move", "people", "customer", "other"] as const;
const SOURCES = ["customer", "exhibition", "web", "tender", "partner", "colleague", "other"] as const;
const CERTAINTIES = ["hearsay", "seen", "document"] as const;
const STATES = ["standing", "retired"] as const;
const TONES = { hearsay: "plain", seen: "accent", document: "good" } as const;

export const FIELDS: readonly Field[] = [
  { name: "title", kind: "text", readOnly: true },
  { name: "text", kind: "textarea", required: true, maxLength: 2000 },
  { name: "competitor_name", kind: "text", readOnly: true },
  { name: "product_name", kind: "text", readOnly: true },
  { name: "sort", kind: "select", enum: "note_sort", values: SORTS, chips: true, required: true },
  { name: "price_minor", kind: "money" },
  { name: "source", kind: "select", enum: "note_source", values: SOURCES, chips: true, required: true },
  { name: "certainty", kind: "select", enum: "note_certainty", values: CERTAINTIES, tones: TONES, chips: true, required: true },
  { name: "heard_on", kind: "date" },
  { name: "important", kind: "bool" },
  { name: "state", kind: "select", enum: "note_state", values: STATES, tones: { standing: "good", retired: "plain" }, readOnly: true },
  { name: "retire_reason", kind: "text", readOnly: true },
  { name: "confirms", kind: "number", readOnly: true },
  { name: "doubts", kind: "number", readOnly: true },
  { name: "opportunity_name", kind: "text", readOnly: true },
  { name: "customer_name", kind: "text", readOnly: true },
  { name: "owner_id", kind: "person", shown: "owner_name", readOnly: true },
  { name: "created_at", kind: "datetime", readOnly: true },
];

export const notes: Resource<MarketNote> = {
  kind: "market",
  fields: FIELDS,
  title: ({ title }) => title,
  list: async (query, signal) =>
    must(await api.GET("/api/v1/market-notes", { params: { query: query as QueryOf<"/api/v1/market-notes"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/market-notes/{id}", { params: { path: { id } }, signal })),
  create: async (values, key) =>
    must(await api.POST("/api/v1/market-notes", { body: values as BodyOf<"/api/v1/market-notes">, headers: { "Idempotency-Key": key } })),
  edit: async (id, edit) =>
    must(await api.PATCH("/api/v1/market-notes/{id}", { params: { path: { id } }, body: edit as EditOf<"/api/v1/market-notes/{id}"> })),
};

export const NOTE_LIST: ListSpec<MarketNote> = {
  columns: [
    { name: "title", width: 300 },
    { name: "competitor_name", width: 130, card: "line" },
    { name: "sort", width: 100, card: "mark" },
    { name: "price_minor", width: 110, card: "fact" },
    { name: "certainty", width: 100, card: "fact" },
    { name: "source", width: 100 },
    { name: "heard_on", width: 110, sortable: true, card: "fact" },
    { name: "confirms", width: 70 },
    { name: "doubts", width: 70 },
    { name: "owner_name", width: 100 },
    { name: "product_name", width: 130, optional: true },
    { name: "opportunity_name", width: 160, optional: true },
    { name: "customer_name", width: 160, optional: true },
    { name: "state", width: 90, optional: true },
    { name: "unit_name", width: 110, optional: true },
    { name: "created_at", width: 130, sortable: true, optional: true },
  ],
  filters: [
    { name: "sort_of", kind: "select", enum: "note_sort", values: SORTS },
    { name: "certainty", kind: "select", enum: "note_certainty", values: CERTAINTIES },
    { name: "source", kind: "select", enum: "note_source", values: SOURCES },
    { name: "state", kind: "select", enum: "note_state", values: STATES },
    { name: "owner_id", kind: "person" },
    { name: "unit_id", kind: "unit" },
    { name: "customer_id", kind: "customer" },
    { name: "heard_from", kind: "day" },
    { name: "heard_to", kind: "day" },
  ],
  sort: "-heard_on",
  conditions: true,
};
