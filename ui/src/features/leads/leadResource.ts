import { api, must } from "@/api/client";
import type { BodyOf, Lead, QueryOf } from "@/api/types";
import { SOURCES } from "@/resource/sources";
import { present } from "@/resource/form/cleanValues";
import type { Field, Joined, Resource } from "@/resource/types";

export const STATUSES = ["new", "assigned", "contacted", "qualified", "converted", "invalid"] as const;
export const GRADES = ["A", "B", "C", "D"] as const;
export const REASONS = ["wrong_number", "unreachable", "not_interested", "no_budget", "not_a_fit", "duplicate", "spam", "other"] as const;

const personOf = ({ name }: Record<string, unknown>): { person?: string } => (typeof name === "string" && name !== "" ? { person: name } : {});

const FIELDS: readonly Field[] = [
  { name: "name", kind: "text", maxLength: 120 },
  { name: "company", kind: "text", maxLength: 200 },
  { name: "title", kind: "text", maxLength: 120 },
  { name: "phone", kind: "phone", maxLength: 40 },
  { name: "wechat", kind: "text", maxLength: 60 },
  { name: "email", kind: "email", maxLength: 120 },
  { name: "region", kind: "text", maxLength: 80 },
  { name: "source", kind: "select", enum: "lead_source", values: SOURCES },
  { name: "campaign", kind: "text", maxLength: 120 },
  { name: "cost_minor", kind: "money" },
  { name: "remark", kind: "textarea" },
  { name: "tags", kind: "tags", multiple: true },
  { name: "grade", kind: "select", enum: "lead_grade", values: GRADES },
  {
    name: "status",
    kind: "select",
    enum: "lead_status",
    values: STATUSES,
    tones: { new: "warn", assigned: "warn", contacted: "accent", qualified: "good", converted: "good", invalid: "plain" },
    readOnly: true,
  },
  { name: "invalid_reason", kind: "select", enum: "invalid_reason", values: REASONS, readOnly: true },
  { name: "owner_id", kind: "person", shown: "owner_name", readOnly: true },
  { name: "owner_name", kind: "text", readOnly: true },
  { name: "unit_name", kind: "text", readOnly: true },
  { name: "received_at", kind: "datetime", readOnly: true },
  { name: "assigned_at", kind: "datetime", readOnly: true },
  { name: "first_contact_at", kind: "datetime", readOnly: true },
  { name: "last_contact_at", kind: "datetime", readOnly: true },
  { name: "next_contact_at", kind: "datetime", ahead: true },
  { name: "converted_at", kind: "datetime", readOnly: true },
  { name: "enquiry_count", kind: "number", readOnly: true },
  { name: "last_enquired_at", kind: "datetime", readOnly: true },
];

export const leadTitle = (lead: Pick<Lead, "id" | "name" | "company">): string => lead.name || lead.company || `#${lead.id}`;

export const leads: Resource<Lead> = {
  kind: "lead",
  fields: FIELDS,
  title: leadTitle,
  list: async (query, signal) => must(await api.GET("/api/v1/leads", { params: { query: query as QueryOf<"/api/v1/leads"> }, signal })),
  get: async (id, signal) => must(await api.GET("/api/v1/leads/{id}", { params: { path: { id } }, signal })),
  who: (values) => ({ ...present(values, ["company", "phone", "wechat", "email", "region"]), ...personOf(values) }),
  create: async (values, key) =>
    must(await api.POST("/api/v1/leads", { body: values as BodyOf<"/api/v1/leads">, headers: { "Idempotency-Key": key } })) as Lead | Joined,
  edit: async (id, edit) => must(await api.PATCH("/api/v1/leads/{id}", { params: { path: { id } }, body: edit })),
  bulk: {
    fields: ["title", "region", "source", "campaign", "cost_minor", "tags", "grade", "next_contact_at", "remark"],
    apply: async (body) => must(await api.POST("/api/v1/leads/bulk-edits", { body: body as BodyOf<"/api/v1/leads/bulk-edits"> })),
  },
};
