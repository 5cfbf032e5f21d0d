import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Contract } from "@/api/types";
import type { Action } from "@/resource/detail/Actions";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { fieldOf } from "@/resource/table/tableColumns";
import { useMay } from "@/shared/session/session";
import { contracts } from "./contractResource";
import { contractQuestions } from "./contractQuestions";
import { ContractRelations } from "./ContractRelations";
import { Credits } from "./Credits";
import { Plan } from "./Plan";
import { RecordReceipt, type ReceiptStart } from "./RecordReceipt";

const GROUPS = [
  { title: "screens.contract.groups.what", names: ["title", "number", "customer_id", "amount_minor"] },
  { title: "screens.contract.groups.when", names: ["signed_on", "starts_on", "ends_on", "created_at"] },
  { title: "screens.contract.groups.more", names: ["owner_id", "cancel_reason", "remark"] },
];

const show = (name: string, contract: Contract) => <FieldValue field={fieldOf(contracts.fields, name)} row={contract} />;

function useView(): DetailView<Contract> {
  const { t } = useTranslation();
  return {
    mark: (contract) => show("status", contract),
    facts: (contract) => [
      { label: t("fields.contract.amount_minor"), value: show("amount_minor", contract) },
      { label: t("fields.contract.received_minor"), value: show("received_minor", contract) },
      { label: t("fields.contract.customer_id"), value: show("customer_id", contract) },
    ],
    groups: GROUPS,
  };
}

/** One contract: what was agreed, the instalments, the money that came. */
export function ContractDetail() {
  const { t } = useTranslation();
  const may = useMay();
  const view = useView();
  const [question, setQuestion] = useState<Question>();
  const [start, setStart] = useState<ReceiptStart>();
  const actionsOf = (contract: Contract): Action[] => {
    const allowed = (verb: string): boolean => contract.actions?.includes(verb) ?? false;
    const ask = (key: keyof typeof contractQuestions, primary: boolean): Action => ({
      key,
      primary,
      danger: key === "cancel",
      label: t(`screens.contract.${key}.action`),
      run: () => setQuestion(contractQuestions[key](contract)),
    });
    const actions: Action[] = [];
    if (allowed("sign")) actions.push(ask("sign", true));
    if (may("receivable.record") && contract.status === "signed") {
      const { id, title } = contract;
      actions.push({ key: "receive", primary: true, label: t("screens.receipt.record"), run: () => setStart({ contract: { id, title } }) });
    }
    if (allowed("assign")) actions.push(ask("assign", false));
    if (allowed("cancel")) actions.push(ask("cancel", false));
    return actions;
  };
  return (
    <>
      <ResourceDetail
        resource={contracts}
        view={view}
        actions={actionsOf}
        middle={(contract) => (
          <>
            {may("receivable.read") && <Plan contract={contract} />}
            {may("target.read") && <Credits contract={contract} />}
          </>
        )}
        relations={(contract) => <ContractRelations contract={contract} />}
      />
      <RecordDialog kind="contract" question={question} touches={["contract", "opportunity", "instalment"]} onClose={() => setQuestion(undefined)} />
      <RecordReceipt start={start} onClose={() => setStart(undefined)} />
    </>
  );
}
