import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Contact } from "@/api/types";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { fieldOf } from "@/resource/table/tableColumns";
import { contacts } from "./contactResource";

const GROUPS = [
  { title: "screens.contact.groups.who", names: ["name", "title", "phone", "wechat", "email"] },
  { title: "screens.contact.groups.role", names: ["customer_id", "decision_role", "is_primary", "remark"] },
];

const reveal = async (id: number) => must(await api.POST("/api/v1/contacts/{id}/reveals", { params: { path: { id } } }));
const none = () => [];

const show = (name: string, contact: Contact) => <FieldValue field={fieldOf(contacts.fields, name)} row={contact} />;

/** One person in a customer. */
export function ContactDetail() {
  const { t } = useTranslation();
  const view: DetailView<Contact> = {
    facts: (contact) => [
      { label: t("fields.contact.customer_id"), value: show("customer_id", contact) },
      { label: t("fields.contact.title"), value: contact.title || null },
      { label: t("fields.contact.decision_role"), value: show("decision_role", contact) },
    ],
    groups: GROUPS,
    reveal,
  };
  return <ResourceDetail resource={contacts} view={view} actions={none} />;
}
