import { api, must } from "@/api/client";
import type { BodyOf, Customer, EditOf, QueryOf } from "@/api/types";
import { SOURCES } from "@/resource/sources";
import { present } from "@/resource/form/cleanValues";
import type { Field, ListSpec, Resource } from "@/resource/types";

export const KINDS = ["organisation", "person"] as const;

const FIELDS: readonly Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 200 },
  { name: "kind", kind: "select", enum: "customer_kind", values: KINDS, required: true },
  { name: "industry", kind: "text", maxLength: 80 },
  { name: "region", kind: "text", maxLength: 80 },
  { name: "phone", kind: "phone", maxLength: 40 },
  { name: "uscc", kind: "text", maxLength: 40 },
  { name: "website", kind: "url", maxLength: 200 },
  { name: "address", kind: "text", maxLength: 300 },
  { name: "source", kind: "select", enum: "lead_source", values: SOURCES },
  { name: "remark", kind: "textarea" },
  { name: "owner_id", kind: "person", shown: "owner_name", readOnly: true },
  { name: "last_contact_at", kind: "datetime", readOnly: true },
  { name: "next_contact_at", kind: "datetime", ahead: true },
  { name: "contact_count", kind: "number", readOnly: true },
  { name: "open_opportunity_count", kind: "number", readOnly: true },
  { name: "completeness", kind: "number", readOnly: true },
  { name: "created_at", kind: "datetime", readOnly: true },
];

export const customers: Resource<Customer> = {
  kind: "customer",
  fields: FIELDS,
  title: ({ name }) => name,
  list: async (query, signal) => must(await api.GET("/api/v1/customers", { params: { query: query as QueryOf<"/api/v1/customers"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/customers/{id}", { params: { path: { id } }, signal })),
  who: (values) => present(values, ["name", "phone", "uscc", "region"]),
  create: async (values, key) =>
    must(await api.POST("/api/v1/customers", { body: values as BodyOf<"/api/v1/customers">, headers: { "Idempotency-Key": key } })),
  edit: async (id, edit) =>
    must(await api.PATCH("/api/v1/customers/{id}", { params: { path: { id } }, body: edit as EditOf<"/api/v1/customers/{id}"> })),
  bulk: {
    fields: ["industry", "region", "source", "website", "address", "next_contact_at", "remark"],
    apply: async (body) => must(await api.POST("/api/v1/customers/bulk-edits", { body: body as BodyOf<"/api/v1/customers/bulk-edits"> })),
  },
};

export const CUSTOMER_LIST: ListSpec<Customer> = {
  columns: [
    { name: "name", width: 220, sortable: true },
    { name: "kind", width: 80, optional: true },
    { name: "industry", width: 100, card: "mark" },
    { name: "region", width: 110 },
    { name: "phone", width: 130, card: "fact" },
    { name: "open_opportunity_count", width: 90, card: "fact" },
    { name: "contact_count", width: 90 },
    { name: "completeness", width: 100, sortable: true, render: ({ completeness }) => `${completeness}%` },
    { name: "owner_name", width: 100, card: "line" },
    { name: "last_contact_at", width: 120, card: "fact" },
    { name: "next_contact_at", width: 130, sortable: true, card: "fact" },
    { name: "created_at", width: 130, sortable: true, optional: true },
    { name: "source", width: 100, optional: true },
    { name: "unit_name", width: 120, optional: true },
    { name: "address", width: 240, optional: true },
  ],
  filters: [
    { name: "kind", kind: "select", enum: "customer_kind", values: KINDS },
    { name: "has_open_opportunity", kind: "select", enum: "customer_open", values: ["true", "false"], label: "screens.customer.openFilter" },
    { name: "complete", kind: "select", enum: "customer_complete", values: ["true", "false"], label: "fields.customer.completeness" },
    { name: "owner_id", kind: "person" },
    { name: "unit_id", kind: "unit" },
  ],
  sort: "-created_at",
  conditions: true,
};
