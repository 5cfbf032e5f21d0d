import { useTranslation } from "react-i18next";
import { FieldValue, isBlank } from "@/resource/FieldValue";
import { fieldLabel } from "@/resource/texts";
import type { Values } from "@/resource/types";
import { CUSTOM, useCustomFields } from "./customFields";
import styles from "./CustomValues.module.css";

interface Props {
  kind: string;
  /** Key → value, as a record holds them. */
  values: Values | undefined;
  currency?: string;
}

/** What a record holds in custom fields, in one line; nothing where it holds nothing. */
export function CustomValues({ values, ...rest }: Props) {
  return values && Object.keys(values).length > 0 ? <Said values={values} {...rest} /> : null;
}

function Said({ kind, values, currency = "CNY" }: Props & { values: Values }) {
  const { t } = useTranslation();
  const { every } = useCustomFields(kind);
  const row: Values = { currency, ...Object.fromEntries(Object.entries(values).map(([key, value]) => [CUSTOM + key, value])) };
  const said = every.filter(({ name }) => !isBlank(row[name]));
  if (said.length === 0) return null;
  return (
    <ul className={styles["values"]}>
      {said.map((field) => (
        <li key={field.name}>
          {fieldLabel(t, kind, field.name)}: <FieldValue field={field} row={row} exact />
        </li>
      ))}
    </ul>
  );
}
