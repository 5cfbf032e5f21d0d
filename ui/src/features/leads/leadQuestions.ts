import { api } from "@/api/client";
import type { BodyOf, Lead } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";
import { REASONS } from "./leadResource";

type Invalidation = BodyOf<"/api/v1/leads/{id}/invalidations">;

/** The questions before what can be done with one lead. */
export const leadQuestions = {
  assign: ({ id }: Lead): Question => ({
    title: "screens.lead.assign.title",
    ok: "screens.lead.assign.ok",
    done: "screens.lead.assign.done",
    fields: [{ name: "owner_id", kind: "person", required: true }],
    submit: ({ owner_id: owner }) =>
      api.POST("/api/v1/leads/{id}/assignments", { params: { path: { id } }, body: { owner_id: Number(owner) } }),
  }),
  return: ({ id }: Lead): Question => ({
    title: "screens.lead.return.title",
    ok: "screens.lead.return.ok",
    done: "screens.lead.return.done",
    fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
    submit: ({ reason }) => api.POST("/api/v1/leads/{id}/returns", { params: { path: { id } }, body: { reason: String(reason) } }),
  }),
  invalidate: ({ id }: Lead): Question => ({
    title: "screens.lead.invalidate.title",
    ok: "screens.lead.invalidate.ok",
    done: "screens.lead.invalidate.done",
    danger: true,
    fields: [
      { name: "reason", kind: "select", enum: "invalid_reason", values: REASONS, required: true },
      { name: "note", kind: "text", maxLength: 200 },
    ],
    submit: (values) => api.POST("/api/v1/leads/{id}/invalidations", { params: { path: { id } }, body: values as Invalidation }),
  }),
};
