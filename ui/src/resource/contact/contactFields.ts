import type { Field } from "@/resource/types";

export const METHODS = ["call", "wechat", "visit", "meeting", "email", "sms", "other"] as const;
export const RESULTS = ["reached", "interested", "agreed", "no_answer", "refused", "other"] as const;

/** What is asked about a contact, in the order a person tells it. */
export const CONTACT_FIELDS: readonly Field[] = [
  { name: "method", kind: "select", enum: "contact_method", values: METHODS, chips: true, required: true },
  { name: "result", kind: "select", enum: "contact_result", values: RESULTS, chips: true, required: true },
  { name: "purpose", kind: "text", maxLength: 200 },
  { name: "content", kind: "textarea" },
  { name: "effect", kind: "text", maxLength: 400 },
];

export const NEXT_FIELD: Field = { name: "next_contact_at", kind: "datetime", ahead: true };

/** When it took place: asked only of a contact that is put right, for a new one it is now. */
export const OCCURRED_FIELD: Field = { name: "occurred_at", kind: "datetime", required: true };
