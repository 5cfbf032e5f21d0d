import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDefinitions, worded } from "@/resource/custom/definitions";
import { fieldLabel } from "@/resource/texts";
import { OrderedList } from "@/resource/form/OrderedList";
import { complaint } from "./ruleDraft";
import { FILE, PLAIN, withField, withMoved, withPart, type Draft, type DraftField } from "./formDraft";
import styles from "./Forms.module.css";
import { Labelled } from "./Labelled";

export interface PartProps {
  draft: Draft;
  errors: Readonly<Record<string, string>>;
  onChange: (part: Partial<Draft>) => void;
}

/** What a visitor is asked, in its order. */
export function FormFields({ draft: { fields }, errors, onChange }: PartProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  const names = useNames();
  const put = (next: readonly DraftField[]): void => onChange({ fields: next });
  const rows = fields.map((one) => ({ ...one, label: one.label || (names.get(one.name) ?? one.name), own: one }));
  const left = [...names].filter(([name]) => !fields.some((one) => one.name === name));
  const add = (name: string): void => {
    const next = withField(fields, name);
    put(next);
    setOpen(next.at(-1)?.id);
  };
  return (
    <section aria-label={t("screens.forms.tab.fields")}>
      <p className={styles["note"]}>{t("screens.forms.fieldsText")}</p>
      {complaint(errors, "fields") && <span role="alert" className={styles["wrong"]}>{complaint(errors, "fields")}</span>}
      <OrderedList rows={rows} rowClass={styles["row"]} onMove={(from, to) => put(withMoved(fields, from, to))}>
        {(row) => (
          <div className={styles["field"]}>
            <span className={styles["fieldHead"]}>
              <button type="button" className={styles["fold"]} aria-expanded={open === row.id} onClick={() => setOpen(open === row.id ? undefined : row.id)}>
                <b>{row.label}</b>
                {row.label !== names.get(row.name) && <small>{names.get(row.name)}</small>}
              </button>
              <Checkbox checked={row.required} onChange={(event) => put(withPart(fields, row.id, { required: event.target.checked }))}>
                {t("screens.forms.required")}
              </Checkbox>
              <Button size="small" type="text" danger icon={<DeleteOutlined />} aria-label={t("screens.forms.dropOf", { label: row.label })} onClick={() => put(fields.filter(({ id }) => id !== row.id))} />
            </span>
            {open === row.id && <Words field={row.own} shown={names.get(row.name) ?? ""} onChange={(part) => put(withPart(fields, row.id, part))} />}
          </div>
        )}
      </OrderedList>
      <Select
        className={styles["add"] ?? ""}
        placeholder={t("screens.forms.add")}
        aria-label={t("screens.forms.add")}
        value={null}
        showSearch={{ optionFilterProp: "label" }}
        options={left.map(([value, label]) => ({ value, label }))}
        onChange={(name: string | null) => name && add(name)}
      />
    </section>
  );
}

function Words({ field, shown, onChange }: { field: DraftField; shown: string; onChange: (part: Partial<DraftField>) => void }) {
  const { t } = useTranslation();
  const line = (name: "label" | "placeholder" | "help", most: number, hint = "") => (
    <Labelled label={t(`screens.forms.word.${name}`)}>{(id) => <Input id={id} value={field[name]} maxLength={most} placeholder={hint} onChange={(event) => onChange({ [name]: event.target.value })} />}</Labelled>
  );
  return (
    <div className={styles["words"]}>
      {line("label", 80, shown)}
      {line("placeholder", 120)}
      {line("help", 300)}
    </div>
  );
}

/** Every field that may be asked for, by its own words. */
function useNames(): Map<string, string> {
  const { t, i18n } = useTranslation();
  const { all } = useDefinitions("lead");
  return new Map([
    ...PLAIN.map((name) => [name, fieldLabel(t, "lead", name)] as const),
    ...all.filter(({ removed }) => !removed).map(({ key, labels }) => [`fields.${key}`, worded(labels, i18n.language)] as const),
    [FILE, t("public_form.file")] as const,
  ]);
}
