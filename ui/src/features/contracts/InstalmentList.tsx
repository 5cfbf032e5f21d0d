import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Instalment } from "@/api/types";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec, View } from "@/resource/types";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import { ContractTabs } from "./ContractTabs";
import { RecordReceipt, type ReceiptStart } from "./RecordReceipt";
import { INSTALMENT_FILTERS, instalments } from "./receivableResources";

const VIEWS: readonly View[] = [
  { key: "unpaid", query: { contract_status: "signed" } },
  { key: "overdue", query: { state: "overdue" } },
  { key: "all", query: {} },
];

function useSpec(receive: ((row: Instalment) => void) | undefined): ListSpec<Instalment> {
  const { t } = useTranslation();
  return {
    columns: [
      { name: "contract_title", width: 240, render: (row) => <PathLink to={`/contracts/${row.contract_id}`}>{row.contract_title}</PathLink> },
      { name: "contract_number", width: 150 },
      { name: "customer_id", width: 200, card: "line" },
      { name: "name", width: 110, card: "fact" },
      { name: "due_on", width: 110, sortable: true, card: "fact" },
      { name: "state", width: 90, card: "mark" },
      { name: "amount_minor", width: 110, sortable: true, card: "fact" },
      { name: "paid_minor", width: 110, card: "fact" },
      { name: "owner_name", width: 100 },
      ...(receive
        ? [
            {
              name: "receive",
              act: true as const,
              width: 100,
              render: (row: Instalment) =>
                row.state !== "paid" && (
                  <Button size="small" onClick={() => receive(row)}>
                    {t("screens.receipt.record")}
                  </Button>
                ),
            },
          ]
        : []),
    ],
    filters: INSTALMENT_FILTERS,
    views: VIEWS,
    sort: "due_on",
    conditions: true,
  };
}

/** What customers owe: due, overdue, paid. */
export function InstalmentList() {
  const { t } = useTranslation();
  const may = useMay();
  const [start, setStart] = useState<ReceiptStart>();
  const receive = ({ contract_id: id, contract_title: title, amount_minor: amount, paid_minor: paid }: Instalment): void =>
    setStart({ contract: { id, title }, amount: amount - paid });
  const spec = useSpec(may("receivable.record") ? receive : undefined);
  return (
    <>
      <ResourceTable
        resource={instalments}
        spec={spec}
        title={t("shell.nav.contracts")}
        tabs={<ContractTabs />}
        empty={{ title: t("screens.instalment.empty.title"), text: t("screens.instalment.empty.text") }}
        tools={may("receivable.export") ? (query, columns) => <ExportMenu kind="instalment" query={query} columns={columns} /> : undefined}
      />
      <RecordReceipt start={start} onClose={() => setStart(undefined)} />
    </>
  );
}
