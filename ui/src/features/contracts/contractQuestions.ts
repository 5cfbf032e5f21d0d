import { api } from "@/api/client";
import type { Contract } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";
import { today } from "@/shared/days";

/** The questions before what can be done with one contract. */
export const contractQuestions = {
  sign: ({ id }: Contract): Question => ({
    title: "screens.contract.sign.title",
    ok: "screens.contract.sign.action",
    done: "screens.contract.sign.done",
    fields: [{ name: "signed_on", kind: "date", required: true }],
    initial: { signed_on: today() },
    submit: ({ signed_on: on }) => api.POST("/api/v1/contracts/{id}/signatures", { params: { path: { id } }, body: { signed_on: String(on) } }),
  }),
  assign: ({ id }: Contract): Question => ({
    title: "shell.assign.title",
    ok: "shell.assign.ok",
    done: "shell.assign.done",
    fields: [{ name: "owner_id", kind: "person", required: true }],
    submit: ({ owner_id: owner }) => api.POST("/api/v1/contracts/{id}/assignments", { params: { path: { id } }, body: { owner_id: Number(owner) } }),
  }),
  cancel: ({ id }: Contract): Question => ({
    title: "screens.contract.cancel.title",
    ok: "screens.contract.cancel.ok",
    done: "screens.contract.cancel.done",
    danger: true,
    fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
    submit: ({ reason }) => api.POST("/api/v1/contracts/{id}/cancellations", { params: { path: { id } }, body: { reason: String(reason) } }),
  }),
};
