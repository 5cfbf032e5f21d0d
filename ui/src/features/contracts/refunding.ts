import { api } from "@/api/client";
import type { BodyOf, Receipt } from "@/api/types";
import type { Question } from "@/resource/form/RecordDialog";
import { today } from "@/shared/days";
import { fieldOf } from "@/resource/table/tableColumns";
import { receipts } from "./receivableResources";

type Body = BodyOf<"/api/v1/receipts/{id}/refunds">;

/** Gives money back to the customer: at most what is left of the receipt. */
export const refunding = ({ id, amount_minor: amount, refunded_minor: refunded }: Receipt): Question => ({
  title: "screens.receipt.refund.title",
  ok: "screens.receipt.refund.ok",
  done: "screens.receipt.refund.done",
  danger: true,
  fields: ["amount_minor", "refunded_on", "reason"].map((name) => fieldOf(receipts.fields, name)),
  initial: { amount_minor: amount - refunded, refunded_on: today() },
  submit: (values, key) =>
    api.POST("/api/v1/receipts/{id}/refunds", { params: { path: { id } }, body: values as Body, headers: { "Idempotency-Key": key } }),
});
