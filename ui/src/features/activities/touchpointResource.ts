import { api, must } from "@/api/client";
import type { QueryOf, Touchpoint } from "@/api/types";
import { METHODS, RESULTS } from "@/resource/contact/contactFields";
import type { Field, ListSpec, Resource } from "@/resource/types";

const KINDS = ["lead", "customer", "opportunity"] as const;

const FIELDS: readonly Field[] = [
  { name: "subject_kind", kind: "select", enum: "touchpoint_kind", values: KINDS },
  { name: "customer_id", kind: "customer", shown: "customer_name" },
  { name: "method", kind: "select", enum: "contact_method", values: METHODS },
  { name: "result", kind: "select", enum: "contact_result", values: RESULTS },
  { name: "occurred_at", kind: "datetime" },
  { name: "next_contact_at", kind: "datetime" },
  { name: "owner_name", kind: "text" },
];

export const touchpoints: Resource<Touchpoint> = {
  kind: "activity",
  fields: FIELDS,
  title: ({ subject_title: title, purpose }) => title ?? purpose,
  list: async (query, signal) => must(await api.GET("/api/v1/activities", { params: { query: query as QueryOf<"/api/v1/activities"> }, signal })),
  follows: ["lead", "customer", "opportunity"],
};

export const TOUCHPOINT_FILTERS: ListSpec<Touchpoint>["filters"] = [
  { name: "subject_kind", kind: "select", enum: "touchpoint_kind", values: KINDS },
  { name: "method", kind: "select", enum: "contact_method", values: METHODS },
  { name: "result", kind: "select", enum: "contact_result", values: RESULTS },
  { name: "owner_id", kind: "person", label: "fields.activity.owner_id" },
  { name: "unit_id", kind: "unit" },
  { name: "customer_id", kind: "customer" },
  { name: "since", kind: "since", label: "filters.activity.since" },
  { name: "until", kind: "until", label: "filters.activity.until" },
];

export const removeTouchpoint = async (id: number): Promise<unknown> => must(await api.DELETE("/api/v1/activities/{id}", { params: { path: { id } } }));

export const restoreTouchpoint = async (id: number): Promise<unknown> =>
  must(await api.POST("/api/v1/activities/{id}/restorations", { params: { path: { id } } }));
