import { api, must } from "@/api/client";
import type { BodyOf, Instalment, QueryOf, Receipt } from "@/api/types";
import type { Field, ListSpec, Resource } from "@/resource/types";

export const METHODS = ["bank", "wechat", "alipay", "cash", "bill", "other"] as const;
const STATES = ["open", "overdue", "paid"] as const;

const COMMON: readonly Field[] = [
  { name: "contract_title", kind: "text", readOnly: true },
  { name: "contract_number", kind: "text", readOnly: true },
  { name: "customer_id", kind: "customer", shown: "customer_name", readOnly: true },
  { name: "owner_name", kind: "text", readOnly: true },
  { name: "amount_minor", kind: "money", required: true },
];

export const instalments: Resource<Instalment> = {
  kind: "instalment",
  fields: [
    ...COMMON,
    { name: "name", kind: "text" },
    { name: "due_on", kind: "date" },
    { name: "paid_minor", kind: "money" },
    { name: "state", kind: "select", enum: "instalment.state", values: STATES, tones: { open: "accent", overdue: "bad", paid: "good" } },
  ],
  title: ({ name, contract_title: contract }) => [contract, name].filter(Boolean).join(" · "),
  list: async (query, signal) => must(await api.GET("/api/v1/instalments", { params: { query: query as QueryOf<"/api/v1/instalments"> }, signal })),
};

export const INSTALMENT_FILTERS: ListSpec<Instalment>["filters"] = [
  { name: "state", kind: "select", enum: "instalment.state", values: STATES },
  { name: "customer_id", kind: "customer" },
  { name: "owner_id", kind: "person" },
  { name: "unit_id", kind: "unit" },
  { name: "due_from", kind: "day", label: "filters.common.due_from" },
  { name: "due_to", kind: "day", label: "filters.common.due_to" },
];

export const receipts: Resource<Receipt> = {
  kind: "receipt",
  fields: [
    ...COMMON,
    { name: "received_on", kind: "date", required: true },
    { name: "method", kind: "select", enum: "receipt.method", values: METHODS, required: true },
    { name: "remark", kind: "text", maxLength: 400 },
    { name: "refunded_minor", kind: "money" },
    { name: "advance_minor", kind: "money" },
    { name: "refunded_on", kind: "date", required: true },
    { name: "reason", kind: "text", required: true, maxLength: 200 },
  ],
  title: ({ contract_title: title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/receipts", { params: { query: query as QueryOf<"/api/v1/receipts"> }, signal })),
};

export const RECEIPT_FILTERS: ListSpec<Receipt>["filters"] = [
  { name: "method", kind: "select", enum: "receipt.method", values: METHODS },
  { name: "customer_id", kind: "customer" },
  { name: "owner_id", kind: "person" },
  { name: "received_from", kind: "day", label: "filters.receipt.received_from" },
  { name: "received_to", kind: "day", label: "filters.receipt.received_to" },
];

type ReceiptBody = BodyOf<"/api/v1/receipts">;

export const recordReceipt = async (body: ReceiptBody, key: string): Promise<Receipt> =>
  must(await api.POST("/api/v1/receipts", { body, headers: { "Idempotency-Key": key } }));
