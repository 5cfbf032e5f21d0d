import { Button } from "antd";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { CreateForm } from "@/resource/form/CreateForm";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { useMay } from "@/shared/session/session";
import { CONTACT_FORM, CONTACT_LIST, contacts } from "./contactResource";
import { CustomerTabs } from "./CustomerTabs";

/** The people in the customers. */
export function ContactList() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const create = may("customer.create") && (
    <Button type="primary" onClick={() => void navigate({ to: "/contacts", search: ((old: object) => ({ ...old, new: "1" })) as never })}>
      {t("shell.create.contact")}
    </Button>
  );
  return (
    <>
      <ResourceTable
        resource={contacts}
        spec={CONTACT_LIST}
        title={t("shell.nav.customers")}
        actions={create}
        tabs={<CustomerTabs />}
        empty={{ title: t("screens.contact.empty.title"), text: t("screens.contact.empty.text") }}
        tools={may("customer.export") ? (query, columns) => <ExportMenu kind="contact" query={query} columns={columns} /> : undefined}
      />
      <CreateForm resource={contacts} names={CONTACT_FORM} initial={{ decision_role: "unknown" }} />
    </>
  );
}
