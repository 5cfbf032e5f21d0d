import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Customer } from "@/api/types";
import { ChatsOf } from "@/resource/chat/ChatsOf";
import { Enquiries } from "@/resource/detail/Enquiries";
import { Relation } from "@/resource/detail/Relation";
import { TasksOf } from "@/resource/tasks/TasksOf";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { enumText } from "@/resource/texts";
import styles from "./CustomerRelations.module.css";

const HOW_MANY = 10;
const TONE = { open: "accent", won: "good", lost: "plain" } as const;

const of = (id: number) => ({ params: { query: { customer_id: id, limit: HOW_MANY, count: true } } });

function Contacts({ id }: { id: number }) {
  const { t } = useTranslation();
  const may = useMay();
  const { data, error } = $api.useQuery("get", "/api/v1/contacts", of(id), { meta: live("contact") });
  const add = may("customer.edit") && <PathLink to={`/contacts?new=1&with_customer_id=${id}`}>{t("screens.customer.add")}</PathLink>;
  return (
    <Relation
      title={t("screens.customer.tabs.contacts")}
      action={add}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.customer.noContacts")}
      render={({ id: contact, name, title, phone, is_primary: primary }) => (
        <div className={styles["item"]}>
          <PathLink to={`/contacts/${contact}`}>{name}</PathLink>
          <small>{[primary ? t("fields.contact.is_primary") : "", title, phone].filter(Boolean).join(" · ")}</small>
        </div>
      )}
    />
  );
}

function Deals({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = $api.useQuery("get", "/api/v1/opportunities", of(id), { meta: live("opportunity") });
  return (
    <Relation
      title={t("shell.nav.opportunities")}
      action={<PathLink to={`/opportunities?layout=list&customer_id=${id}`}>{t("screens.customer.all")}</PathLink>}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.customer.noDeals")}
      render={({ id: deal, name, stage_name: stage, stage_kind: kind, amount_minor: amount, currency }) => (
        <div className={styles["item"]}>
          <PathLink to={`/opportunities/${deal}`}>{name}</PathLink>
          <small className={styles["line"]}>
            <Mark tone={TONE[kind]}>{stage}</Mark>
            <Money minor={amount} currency={currency} />
          </small>
        </div>
      )}
    />
  );
}

function Contracts({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = $api.useQuery("get", "/api/v1/contracts", of(id), { meta: live("contract") });
  return (
    <Relation
      title={t("screens.customer.contracts")}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.customer.noContracts")}
      render={({ id: contract, number, title, status, amount_minor: amount, currency }) => (
        <div className={styles["item"]}>
          <PathLink to={`/contracts/${contract}`}>{title}</PathLink>
          <small className={styles["line"]}>
            <span>
              {number} · {enumText(t, "contract.status", status)}
            </span>
            <Money minor={amount} currency={currency} />
          </small>
        </div>
      )}
    />
  );
}

/** Whom we know at a customer, what they are buying, what they signed. */
export function CustomerRelations({ customer: { id } }: { customer: Customer }) {
  const may = useMay();
  return (
    <>
      <ChatsOf kind="customer" id={id} />
      <TasksOf about={{ kind: "customer", id }} />
      <Contacts id={id} />
      {may("opportunity.read") && <Deals id={id} />}
      {may("contract.read") && <Contracts id={id} />}
      <Enquiries kind="customer" id={id} />
    </>
  );
}
