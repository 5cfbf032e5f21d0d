import { api, must } from "@/api/client";
import type { Breach } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";

/** Asks why a clock that ran out should not count. */
export const appealing = ({ id }: Breach): Question => ({
  title: "screens.breach.appeal.title",
  ok: "screens.breach.appeal.ok",
  done: "screens.breach.appeal.done",
  fields: [{ name: "appeal_text", kind: "textarea", required: true, help: "screens.breach.appeal.help" }],
  submit: async ({ appeal_text: text }, key) =>
    must(await api.POST("/api/v1/dispatch/breaches/{id}/appeals", { params: { path: { id } }, body: { text: String(text) }, headers: { "Idempotency-Key": key } })),
});

/** Decides an appeal, with words. */
export const judging = ({ id, owner_name: name }: Breach): Question => ({
  title: "screens.breach.judge.title",
  named: { name },
  ok: "screens.breach.judge.ok",
  done: "screens.breach.judge.done",
  fields: [
    { name: "verdict", kind: "select", enum: "dispatch_appeal", values: ["upheld", "rejected"], chips: true, required: true },
    { name: "judgement", kind: "textarea", required: true },
  ],
  submit: async ({ verdict, judgement: words }, key) =>
    must(
      await api.POST("/api/v1/dispatch/breaches/{id}/judgements", {
        params: { path: { id } },
        body: { uphold: verdict === "upheld", words: String(words) },
        headers: { "Idempotency-Key": key },
      }),
    ),
});

export const TOUCHED = ["breach", "employee"] as const;
