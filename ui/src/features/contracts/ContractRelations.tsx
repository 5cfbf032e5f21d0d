import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Contract, Receipt } from "@/api/types";
import { CustomValues } from "@/resource/custom/CustomValues";
import { useCustomFields } from "@/resource/custom/customFields";
import { Relation } from "@/resource/detail/Relation";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { TasksOf } from "@/resource/tasks/TasksOf";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { OnDay } from "@/shared/ui/When";
import styles from "./ContractRelations.module.css";
import { refunding } from "./refunding";

function ReceiptLine({ receipt, onRefund }: { receipt: Receipt; onRefund: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { amount_minor: amount, refunded_minor: refunded, currency, received_on: on, method } = receipt;
  return (
    <div className={styles["receipt"]}>
      <b>
        <Money minor={amount} currency={currency} />
      </b>
      <small>
        <OnDay date={on} /> · {enumText(t, "receipt.method", method)}
      </small>
      {refunded > 0 && (
        <small>
          {t("fields.receipt.refunded_minor")} <Money minor={refunded} currency={currency} />
        </small>
      )}
      <CustomValues kind="receipt" values={receipt.fields} currency={currency} />
      {onRefund && refunded < amount && (
        <Button size="small" type="text" onClick={onRefund}>
          {t("screens.receipt.refund.action")}
        </Button>
      )}
    </div>
  );
}

/** The money that came for a contract, and the deal it came from. */
export function ContractRelations({ contract }: { contract: Contract }) {
  const { t } = useTranslation();
  const may = useMay();
  const { id, opportunity_id: deal, opportunity_name: name } = contract;
  const [question, setQuestion] = useState<Question>();
  const reads = may("receivable.read");
  const { keys } = useCustomFields("receipt");
  const { data, error } = $api.useQuery("get", "/api/v1/receipts", { params: { query: { contract_id: id, limit: 50, fields: keys.join(",") } } }, { meta: live("receipt"), enabled: reads });
  return (
    <>
      <TasksOf about={{ kind: "contract", id }} />
      {reads && (
        <Relation
          title={t("screens.contract.tabs.receipts")}
          items={data?.items}
          error={error}
          empty={t("screens.receipt.none")}
          render={(receipt: Receipt) => <ReceiptLine receipt={receipt} onRefund={may("receivable.refund") ? () => setQuestion(refunding(receipt)) : undefined} />}
        />
      )}
      {deal !== null && (
        <section>
          <h2 className={styles["title"]}>{t("kinds.opportunity")}</h2>
          <PathLink to={`/opportunities/${deal}`}>{name}</PathLink>
        </section>
      )}
      <RecordDialog kind="receipt" question={question} touches={["receipt", "instalment", "contract"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
