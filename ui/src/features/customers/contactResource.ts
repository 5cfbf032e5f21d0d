import { api, must } from "@/api/client";
import type { BodyOf, Contact, EditOf, QueryOf } from "@/api/types";
import { present } from "@/resource/form/cleanValues";
import type { Field, ListSpec, Resource } from "@/resource/types";

export const DECISION_ROLES = ["unknown", "decides", "approves", "uses", "technical", "pays", "coach", "gatekeeper"] as const;

const FIELDS: readonly Field[] = [
  { name: "customer_id", kind: "customer", shown: "customer_name", required: true, readOnly: true },
  { name: "customer_name", kind: "text", readOnly: true },
  { name: "name", kind: "text", required: true, maxLength: 120 },
  { name: "title", kind: "text", maxLength: 120 },
  { name: "phone", kind: "phone", maxLength: 40 },
  { name: "wechat", kind: "text", maxLength: 60 },
  { name: "email", kind: "email", maxLength: 120 },
  { name: "decision_role", kind: "select", enum: "decision_role", values: DECISION_ROLES, required: true },
  { name: "is_primary", kind: "bool" },
  { name: "remark", kind: "textarea" },
];

export const contacts: Resource<Contact> = {
  kind: "contact",
  fields: FIELDS,
  title: ({ name }) => name,
  list: async (query, signal) => must(await api.GET("/api/v1/contacts", { params: { query: query as QueryOf<"/api/v1/contacts"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/contacts/{id}", { params: { path: { id } }, signal })),
  who: (values) => present(values, ["phone", "wechat", "email"]),
  create: async (values, key) =>
    must(await api.POST("/api/v1/contacts", { body: values as BodyOf<"/api/v1/contacts">, headers: { "Idempotency-Key": key } })),
  edit: async (id, edit) =>
    must(await api.PATCH("/api/v1/contacts/{id}", { params: { path: { id } }, body: edit as EditOf<"/api/v1/contacts/{id}"> })),
};

export const CONTACT_FORM = ["customer_id", "name", "title", "phone", "wechat", "email", "decision_role", "is_primary", "remark"];

export const CONTACT_LIST: ListSpec<Contact> = {
  columns: [
    { name: "name", width: 120 },
    { name: "customer_id", width: 220, card: "line" },
    { name: "title", width: 120, card: "fact" },
    { name: "phone", width: 130, card: "fact" },
    { name: "wechat", width: 120 },
    { name: "email", width: 180 },
    { name: "decision_role", width: 100, card: "mark" },
    { name: "is_primary", width: 80 },
    { name: "owner_name", width: 100 },
  ],
  filters: [
    { name: "customer_id", kind: "customer" },
    { name: "decision_role", kind: "select", enum: "decision_role", values: DECISION_ROLES },
  ],
  sort: "-created_at",
  conditions: true,
};
