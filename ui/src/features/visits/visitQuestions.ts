import { api, must } from "@/api/client";
import type { BodyOf, Visit } from "@/api/types";
import { RESULTS } from "@/resource/contact/contactFields";
import type { Question } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";

const NOTES: readonly Field[] = ["went_well", "improve", "exercise"].map((name) => ({ name, kind: "textarea", maxLength: 1000 }));
const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });
const at = ({ id }: Visit) => ({ params: { path: { id } } });
const iso = (value: unknown): string => new Date(String(value)).toISOString();

/** What came of it, and the next contact. */
export const finishing = (visit: Visit): Question => ({
  title: "screens.visits.finish",
  fields: [
    { name: "result", kind: "select", enum: "contact_result", values: RESULTS, chips: true, required: true },
    { name: "content", kind: "textarea" },
    { name: "effect", kind: "text", maxLength: 400 },
    { name: "next_contact_at", kind: "datetime", ahead: true },
  ],
  initial: { result: "reached" },
  submit: async (values, key) => must(await api.POST("/api/v1/visits/{id}/results", { ...at(visit), ...keyed(key), body: filled(values) as BodyOf<"/api/v1/visits/{id}/results"> })),
  done: "screens.visits.finished",
});

export const moving = (visit: Visit): Question => ({
  title: "screens.visits.move",
  fields: [
    { name: "starts_at", kind: "datetime", required: true, ahead: true },
    { name: "ends_at", kind: "datetime", required: true, ahead: true },
    { name: "reason", kind: "text", maxLength: 200 },
  ],
  initial: { starts_at: visit.starts_at, ends_at: visit.ends_at },
  submit: async ({ starts_at: starts, ends_at: ends, reason }, key) =>
    must(await api.POST("/api/v1/visits/{id}/moves", { ...at(visit), ...keyed(key), body: { starts_at: iso(starts), ends_at: iso(ends), expected: visit.starts_at, reason: String(reason ?? "") } })),
  done: "screens.visits.moved",
});

export const cancelling = (visit: Visit): Question => ({
  title: "screens.visits.cancel",
  danger: true,
  fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
  submit: async ({ reason }, key) => must(await api.POST("/api/v1/visits/{id}/cancellations", { ...at(visit), ...keyed(key), body: { reason: String(reason) } })),
  done: "screens.visits.cancelled",
});

export const editing = (visit: Visit): Question => ({
  title: "screens.visits.edit",
  fields: [
    { name: "purpose", kind: "text", required: true, maxLength: 200 },
    { name: "address", kind: "text", maxLength: 300 },
    { name: "fixed", kind: "bool", help: "screens.visits.form.fixedHelp" },
  ],
  initial: { purpose: visit.purpose, address: visit.address, fixed: visit.fixed },
  submit: async (values) => {
    const changes = { purpose: String(values["purpose"]), address: String(values["address"] ?? ""), fixed: values["fixed"] === true };
    const base = { purpose: visit.purpose, address: visit.address, fixed: visit.fixed };
    return must(await api.PATCH("/api/v1/visits/{id}", { ...at(visit), body: { changes, base, version: visit.version } }));
  },
  done: "screens.visits.saved",
});

export const coaching = (visit: Visit): Question => ({
  title: "screens.visits.coach",
  fields: NOTES,
  initial: { went_well: visit.coaching?.went_well, improve: visit.coaching?.improve, exercise: visit.coaching?.exercise },
  submit: async (values) => must(await api.PUT("/api/v1/visits/{id}/coaching", { ...at(visit), body: { ...texts(values), version: visit.coaching?.version ?? null } })),
  done: "screens.visits.coached",
});

const texts = (values: Values) => ({ went_well: String(values["went_well"] ?? ""), improve: String(values["improve"] ?? ""), exercise: String(values["exercise"] ?? "") });
const filled = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ""));
