import { api, must } from "@/api/client";
import type { ExportRow, QueryOf } from "@/api/types";
import { getExport } from "@/resource/exports/exporting";
import type { Field, Resource } from "@/resource/types";

export const TONES = {
  waiting: "warn",
  queued: "accent",
  running: "accent",
  done: "good",
  failed: "bad",
  cancelled: "plain",
  refused: "bad",
  lapsed: "plain",
  expired: "plain",
} as const;

const FIELDS: readonly Field[] = [
  { name: "kind", kind: "select", enum: "export_kind", values: ["lead", "customer", "contact", "opportunity", "contract", "instalment", "receipt"] },
  { name: "what", kind: "text" },
  { name: "format", kind: "select", enum: "export_format", values: ["xlsx", "csv"] },
  { name: "status", kind: "select", enum: "export_status", values: Object.keys(TONES), tones: TONES },
  { name: "rows", kind: "number" },
  { name: "reason", kind: "text" },
  { name: "asked_by_name", kind: "text" },
  { name: "asked_at", kind: "datetime" },
  { name: "expires_at", kind: "datetime", ahead: true },
];

export const exports: Resource<ExportRow> = {
  kind: "export",
  fields: FIELDS,
  title: ({ what }) => what,
  list: async (query, signal) => must(await api.GET("/api/v1/exports", { params: { query: query as QueryOf<"/api/v1/exports"> }, signal })),
  get: getExport,
  // what becomes of one's exports is told by notifications, live
  follows: ["notification"],
};
