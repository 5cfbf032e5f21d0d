import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Receipt } from "@/api/types";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import { ContractTabs } from "./ContractTabs";
import { RecordReceipt, type ReceiptStart } from "./RecordReceipt";
import { RECEIPT_FILTERS, receipts } from "./receivableResources";
import { refunding } from "./refunding";

function useSpec(refund: ((row: Receipt) => void) | undefined): ListSpec<Receipt> {
  const { t } = useTranslation();
  return {
    columns: [
      { name: "contract_title", width: 240, render: (row) => <PathLink to={`/contracts/${row.contract_id}`}>{row.contract_title}</PathLink> },
      { name: "contract_number", width: 150 },
      { name: "customer_id", width: 200, card: "line" },
      { name: "received_on", width: 110, sortable: true, card: "fact" },
      { name: "amount_minor", width: 110, sortable: true, card: "mark" },
      { name: "method", width: 90, card: "fact" },
      { name: "refunded_minor", width: 100 },
      { name: "advance_minor", width: 100 },
      { name: "owner_name", width: 100 },
      { name: "remark", width: 200, optional: true },
      ...(refund
        ? [
            {
              name: "refund",
              act: true as const,
              width: 90,
              render: (row: Receipt) =>
                row.refunded_minor < row.amount_minor && (
                  <Button size="small" onClick={() => refund(row)}>
                    {t("screens.receipt.refund.action")}
                  </Button>
                ),
            },
          ]
        : []),
    ],
    filters: RECEIPT_FILTERS,
    sort: "-received_on",
    conditions: true,
  };
}

/** Money that came in. */
export function ReceiptList() {
  const { t } = useTranslation();
  const may = useMay();
  const [start, setStart] = useState<ReceiptStart>();
  const [question, setQuestion] = useState<Question>();
  const spec = useSpec(may("receivable.refund") ? (row) => setQuestion(refunding(row)) : undefined);
  const record = may("receivable.record") && (
    <Button type="primary" onClick={() => setStart({})}>
      {t("screens.receipt.record")}
    </Button>
  );
  return (
    <>
      <ResourceTable
        resource={receipts}
        spec={spec}
        title={t("shell.nav.contracts")}
        actions={record}
        tabs={<ContractTabs />}
        empty={{ title: t("screens.receipt.empty.title"), text: t("screens.receipt.empty.text"), action: record || undefined }}
        tools={may("receivable.export") ? (query, columns) => <ExportMenu kind="receipt" query={query} columns={columns} /> : undefined}
      />
      <RecordReceipt start={start} onClose={() => setStart(undefined)} />
      <RecordDialog kind="receipt" question={question} touches={["receipt", "instalment", "contract"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
