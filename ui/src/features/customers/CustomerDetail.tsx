import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Customer } from "@/api/types";
import { NextStep } from "@/resource/contact/NextStep";
import type { Action } from "@/resource/detail/Actions";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { fieldOf } from "@/resource/table/tableColumns";
import { useMay } from "@/shared/session/session";
import { splitPath } from "@/shared/urlSearch";
import { Completeness } from "./Completeness";
import { customers } from "./customerResource";
import { CustomerRelations } from "./CustomerRelations";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

const GROUPS = [
  { title: "screens.customer.groups.what", names: ["name", "kind", "industry", "region"] },
  { title: "screens.customer.groups.reach", names: ["phone", "uscc", "website", "address"] },
  { title: "screens.customer.groups.how", names: ["owner_id", "next_contact_at", "source", "created_at"] },
  { title: "screens.customer.groups.more", names: ["remark"] },
];

const reveal = async (id: number) => must(await api.POST("/api/v1/customers/{id}/reveals", { params: { path: { id } } }));

const assigning = ({ id }: Customer): Question => ({
  title: "shell.assign.title",
  ok: "shell.assign.ok",
  done: "shell.assign.done",
  fields: [{ name: "owner_id", kind: "person", required: true }],
  submit: ({ owner_id: owner }) => api.POST("/api/v1/customers/{id}/assignments", { params: { path: { id } }, body: { owner_id: Number(owner) } }),
});

const show = (name: string, customer: Customer) => <FieldValue field={fieldOf(customers.fields, name)} row={customer} />;

function useView(): DetailView<Customer> {
  const { t } = useTranslation();
  return {
    facts: (customer) => [
      { label: t("fields.customer.owner_name"), value: customer.owner_name },
      { label: t("fields.customer.open_opportunity_count"), value: customer.open_opportunity_count },
      { label: t("fields.customer.last_contact_at"), value: show("last_contact_at", customer) },
    ],
    groups: GROUPS,
    reveal,
  };
}

/** One customer: who they are, what happened, whom we know there, what they buy. */
export function CustomerDetail() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const view = useView();
  const [logging, setLogging] = useState<Customer>();
  const [question, setQuestion] = useState<Question>();
  const go = (to: string): void => void navigate(splitPath(to) as never);
  const actionsOf = (customer: Customer): Action[] => {
    const { id } = customer;
    const actions: Action[] = [];
    if (may("activity.log")) actions.push({ key: "log", primary: true, label: t("shell.contact.action"), run: () => setLogging(customer) });
    if (may("opportunity.create")) actions.push({ key: "deal", label: t("shell.create.opportunity"), run: () => go(`/opportunities?new=1&with_customer_id=${id}`) });
    if (may("contract.create")) actions.push({ key: "contract", label: t("shell.create.contract"), run: () => go(`/contracts?new=1&with_customer_id=${id}`) });
    if (customer.actions?.includes("assign")) actions.push({ key: "assign", label: t("shell.assign.action"), run: () => setQuestion(assigning(customer)) });
    return actions;
  };
  return (
    <>
      <ResourceDetail
        resource={customers}
        view={view}
        actions={actionsOf}
        nextStep={(customer) => (
          <>
            <NextStep at={customer.next_contact_at} last={customer.last_contact_at} />
            <Completeness customer={customer} onAssign={() => setQuestion(assigning(customer))} />
          </>
        )}
        relations={(customer) => <CustomerRelations customer={customer} />}
      />
      <Suspense>{logging && <LogContact subject={{ kind: "customer", id: logging.id, title: logging.name }} onClose={() => setLogging(undefined)} />}</Suspense>
      <RecordDialog kind="customer" question={question} touches={["customer"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
