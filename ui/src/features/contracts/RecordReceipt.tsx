import { useTranslation } from "react-i18next";
import type { BodyOf } from "@/api/types";
import { packed, useCustomFields } from "@/resource/custom/customFields";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { fieldOf } from "@/resource/table/tableColumns";
import type { Field } from "@/resource/types";
import { today } from "@/shared/days";
import { receipts, recordReceipt } from "./receivableResources";

export interface ReceiptStart {
  contract?: { id: number; title: string };
  amount?: number;
}

type Body = BodyOf<"/api/v1/receipts">;

const CONTRACT: Field = { name: "contract_id", kind: "contract", required: true };
const MONEY = ["amount_minor", "received_on", "method", "remark"].map((name) => fieldOf(receipts.fields, name));

/** Records money that came in; it pays the oldest instalments first, the rest is kept as advance. */
export function RecordReceipt({ start, onClose }: { start: ReceiptStart | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const custom = useCustomFields("receipt");
  if (!start) return null;
  const { contract, amount } = start;
  const question: Question = {
    title: "screens.receipt.record",
    ok: "screens.receipt.record",
    done: "screens.receipt.recorded",
    text: <p style={{ marginBottom: 16, color: "var(--text-2)" }}>{t("screens.receipt.text", { contract: contract?.title ?? "" })}</p>,
    fields: [...(contract ? [] : [CONTRACT]), ...MONEY, ...custom.fields],
    initial: { ...custom.initial, amount_minor: amount, received_on: today(), method: "bank" },
    submit: (values, key) => recordReceipt({ ...(contract && { contract_id: contract.id }), ...packed(values) } as Body, key),
  };
  return <RecordDialog kind="receipt" question={question} touches={["receipt", "instalment", "contract", "opportunity"]} onClose={onClose} />;
}
