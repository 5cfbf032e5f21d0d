import { useTranslation } from "react-i18next";
import { CONTACT_FIELDS, NEXT_FIELD, OCCURRED_FIELD } from "@/resource/contact/contactFields";
import { useCustomFields } from "@/resource/custom/customFields";
import { FieldValue, isBlank } from "@/resource/FieldValue";
import { TASK_FIELDS } from "@/resource/tasks/taskFields";
import { fieldLabel } from "@/resource/texts";
import type { Field } from "@/resource/types";
import type { FieldChange } from "./eventText";
import styles from "./Timeline.module.css";

interface Props {
  kind: string;
  fields: readonly Field[];
  changes: readonly FieldChange[];
  /** What amounts are in, unless this change is of the currency too. */
  currency?: string;
}

const ENDINGS: Record<string, Omit<Field, "name">> = {
  _minor: { kind: "money" },
  _at: { kind: "datetime" },
  _on: { kind: "date" },
  _hundredths: { kind: "decimal", scale: 2 },
  _thousandths: { kind: "decimal", scale: 3 },
};

/** A field of a record whose screen is another: told by its name, since amounts, moments and days are named alike everywhere. */
function fieldNamed(name: string): Field {
  const ending = Object.keys(ENDINGS).find((end) => name.endsWith(end));
  return { kind: "text", ...(ending && ENDINGS[ending]), name };
}

/** Each changed field, from before to after, in words. */
export function Changes({ kind, fields, changes, currency = "CNY" }: Props) {
  const { t } = useTranslation();
  const exchanged = changes.find(({ name }) => name === "currency");
  const show = (name: string, value: unknown, side: "before" | "after") =>
    isBlank(value) ? t("shell.none") : <FieldValue field={fields.find((field) => field.name === name) ?? fieldNamed(name)} row={{ currency: exchanged?.[side] ?? currency, [name]: value }} exact />;
  return (
    <ul className={styles["changes"]}>
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          {fieldLabel(t, kind, name)}: <del>{show(name, before, "before")}</del> <span aria-hidden="true">→</span> <ins>{show(name, after, "after")}</ins>
        </li>
      ))}
    </ul>
  );
}

const FIELDS: Record<string, readonly Field[]> = { activity: [...CONTACT_FIELDS, NEXT_FIELD, OCCURRED_FIELD], task: TASK_FIELDS };

/** The same of what stands on this timeline and has fields of its own: a contact, a task. */
export function Revised({ kind, changes }: Omit<Props, "fields">) {
  const custom = useCustomFields(kind);
  return <Changes kind={kind} fields={[...(FIELDS[kind] ?? []), ...custom.every]} changes={changes} />;
}
