import { api, must } from "@/api/client";
import type { BodyOf, Contract, EditOf, QueryOf } from "@/api/types";
import type { Field, ListSpec, Resource } from "@/resource/types";

const STATUSES = ["draft", "signed", "fulfilled", "cancelled"] as const;

const FIELDS: readonly Field[] = [
  { name: "title", kind: "text", required: true, maxLength: 120 },
  { name: "number", kind: "text", maxLength: 40, help: "screens.contract.numberHelp" },
  { name: "customer_id", kind: "customer", shown: "customer_name", required: true },
  { name: "amount_minor", kind: "money", required: true },
  { name: "received_minor", kind: "money", readOnly: true },
  {
    name: "status",
    kind: "select",
    enum: "contract.status",
    values: STATUSES,
    tones: { draft: "warn", signed: "accent", fulfilled: "good", cancelled: "plain" },
    readOnly: true,
  },
  { name: "signed_on", kind: "date", readOnly: true },
  { name: "starts_on", kind: "date" },
  { name: "ends_on", kind: "date" },
  { name: "remark", kind: "textarea" },
  { name: "cancel_reason", kind: "text", readOnly: true },
  { name: "owner_id", kind: "person", shown: "owner_name", readOnly: true },
  { name: "created_at", kind: "datetime", readOnly: true },
];

export const contracts: Resource<Contract> = {
  kind: "contract",
  fields: FIELDS,
  title: ({ title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/contracts", { params: { query: query as QueryOf<"/api/v1/contracts"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/contracts/{id}", { params: { path: { id } }, signal })),
  create: async (values, key) =>
    must(await api.POST("/api/v1/contracts", { body: values as BodyOf<"/api/v1/contracts">, headers: { "Idempotency-Key": key } })),
  edit: async (id, edit) =>
    must(await api.PATCH("/api/v1/contracts/{id}", { params: { path: { id } }, body: edit as EditOf<"/api/v1/contracts/{id}"> })),
  bulk: {
    fields: ["starts_on", "ends_on", "remark"],
    apply: async (body) => must(await api.POST("/api/v1/contracts/bulk-edits", { body: body as BodyOf<"/api/v1/contracts/bulk-edits"> })),
  },
};

export const CONTRACT_FORM = ["title", "customer_id", "amount_minor", "number", "starts_on", "ends_on", "remark"];

export const CONTRACT_LIST: ListSpec<Contract> = {
  columns: [
    { name: "title", width: 240 },
    { name: "number", width: 150, sortable: true, card: "fact" },
    { name: "customer_id", width: 200, card: "line" },
    { name: "status", width: 100, card: "mark" },
    { name: "amount_minor", width: 110, sortable: true, card: "fact" },
    { name: "received_minor", width: 110, card: "fact" },
    { name: "signed_on", width: 110, sortable: true },
    { name: "owner_name", width: 100 },
    { name: "ends_on", width: 110, sortable: true, optional: true },
    { name: "created_at", width: 130, sortable: true, optional: true },
    { name: "unit_name", width: 120, optional: true },
  ],
  filters: [
    { name: "status", kind: "select", enum: "contract.status", values: STATUSES },
    { name: "customer_id", kind: "customer" },
    { name: "owner_id", kind: "person" },
    { name: "unit_id", kind: "unit" },
    { name: "signed_from", kind: "day", label: "filters.common.signed_from" },
    { name: "signed_to", kind: "day", label: "filters.common.signed_to" },
  ],
  sort: "-created_at",
  conditions: true,
};
