import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { CreateForm } from "@/resource/form/CreateForm";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { BulkActions } from "@/resource/bulk/BulkActions";
import { useMay } from "@/shared/session/session";
import { useOwnView } from "@/resource/useOwnView";
import { CustomerTabs } from "./CustomerTabs";
import { CUSTOMER_LIST, customers } from "./customerResource";

const FORM = ["name", "kind", "industry", "region", "phone", "uscc", "website", "address", "source", "remark"];

/** Customers. */
export function CustomerList() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const spec = useOwnView(CUSTOMER_LIST, "customer");
  const create = may("customer.create") && (
    <Button type="primary" onClick={() => void navigate({ to: "/customers", search: ((old: object) => ({ ...old, new: "1" })) as never })}>
      {t("shell.create.customer")}
    </Button>
  );
  return (
    <>
      <ResourceTable
        resource={customers}
        spec={spec}
        title={t("shell.nav.customers")}
        actions={create}
        tabs={<CustomerTabs />}
        empty={{ title: t("screens.customer.empty.title"), text: t("screens.customer.empty.text"), action: create || undefined }}
        bulk={(rows, done) => <BulkActions resource={customers} rows={rows} onDone={done} />}
        tools={may("customer.export") ? (query, columns) => <ExportMenu kind="customer" query={query} columns={columns} /> : undefined}
      />
      <CreateForm resource={customers} names={FORM} initial={{ kind: "organisation" }} />
    </>
  );
}
