import { api, must } from "@/api/client";
import type { ImportJob, ImportRow, QueryOf } from "@/api/types";
import type { Field, ListSpec, Resource } from "@/resource/types";

const STATUSES = ["uploaded", "queued", "running", "done", "failed", "cancelled"] as const;

const FIELDS: readonly Field[] = [
  { name: "filename", kind: "text" },
  { name: "kind", kind: "select", enum: "import_kind", values: ["lead", "customer", "spend"] },
  {
    name: "status",
    kind: "select",
    enum: "import_status",
    values: STATUSES,
    tones: { uploaded: "warn", queued: "accent", running: "accent", done: "good", failed: "bad", cancelled: "plain" },
  },
  { name: "total", kind: "number" },
  { name: "created", kind: "number" },
  { name: "updated", kind: "number" },
  { name: "joined", kind: "number" },
  { name: "rejected", kind: "number" },
  { name: "created_at", kind: "datetime" },
];

export const getImport = async (id: number, signal?: AbortSignal): Promise<ImportJob> =>
  must(await api.GET("/api/v1/imports/{id}", { params: { path: { id } }, signal }));

export const imports: Resource<ImportRow> = {
  kind: "import",
  fields: FIELDS,
  title: ({ filename }) => filename,
  list: async (query, signal) => must(await api.GET("/api/v1/imports", { params: { query: query as QueryOf<"/api/v1/imports"> }, signal })),
  get: getImport,
};

export const IMPORT_LIST: ListSpec<ImportRow> = {
  columns: [
    { name: "filename", width: 260 },
    { name: "kind", width: 90, card: "line" },
    { name: "status", width: 110, card: "mark" },
    { name: "total", width: 90, card: "fact" },
    { name: "created", width: 90, card: "fact" },
    { name: "updated", width: 90 },
    { name: "joined", width: 90 },
    { name: "rejected", width: 90, card: "fact" },
    { name: "created_by_name", width: 110 },
    { name: "created_at", width: 140 },
  ],
  filters: [],
  sort: "",
};
