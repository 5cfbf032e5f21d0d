import { api, must, newKey } from "@/api/client";
import type { Question } from "@/resource/form/RecordDialog";
import type { ContactSubject } from "./CounterpartPicker";

interface Planned extends Pick<ContactSubject, "kind" | "id"> {
  /** The plan that was seen; null where there was none. */
  at: string | null;
}

/** Plans a contact for another moment; what somebody else moved meanwhile is a conflict. */
export const movePlan = async ({ kind, id, at }: Planned, to: string): Promise<unknown> =>
  must(
    await api.POST("/api/v1/agenda/moves", {
      body: { subject_kind: kind, subject_id: id, next_contact_at: to, ...(at !== null && { expected: at }) },
      headers: { "Idempotency-Key": newKey() },
    }),
  );

/** Asks why a planned contact is given up. */
export const dropping = ({ kind, id }: Pick<ContactSubject, "kind" | "id">): Question => ({
  title: "shell.contact.dropTitle",
  ok: "shell.contact.drop",
  done: "shell.contact.dropped",
  fields: [{ name: "reason", kind: "text", required: true, maxLength: 200 }],
  submit: async ({ reason }, key) =>
    must(
      await api.POST("/api/v1/agenda/drops", {
        body: { subject_kind: kind, subject_id: id, reason: String(reason) },
        headers: { "Idempotency-Key": key },
      }),
    ),
});

/** The records whose plans these change. */
export const PLANNED = ["lead", "customer", "opportunity", "activity"] as const;
