import { Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { DecimalInput } from "@/resource/form/DecimalInput";
import { MoneyInput } from "@/resource/form/MoneyInput";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { DaysEditor } from "./DaysEditor";
import { takesOf, type Word } from "./vocabulary";
import styles from "./Conditions.module.css";

interface Props {
  word: Word;
  op: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The value of one condition, by the type of its field and the number of values its operator takes. */
export function ValueEditor({ word, op, value, onChange }: Props) {
  const { t } = useTranslation();
  const takes = takesOf(word, op);
  if (takes === "nothing" || takes === "where") return null;
  const listed = Array.isArray(value) ? (value as unknown[]) : [];
  if (takes === "many") return <Several word={word} op={op} values={listed} onChange={onChange} />;
  if (takes === "two") {
    const set = (place: number, one: unknown): void => onChange(place === 0 ? [one, listed[1]] : [listed[0], one]);
    return (
      <>
        <One word={word} op={op} value={listed[0]} onChange={(one) => set(0, one)} label={t("conditions.builder.from")} />
        <span>{t("conditions.builder.to")}</span>
        <One word={word} op={op} value={listed[1]} onChange={(one) => set(1, one)} label={t("conditions.builder.until")} />
      </>
    );
  }
  return <One word={word} op={op} value={value} onChange={onChange} label={t("conditions.builder.value")} />;
}

function Several({ word, op, values, onChange }: { word: Word; op: string; values: unknown[]; onChange: (values: unknown[]) => void }) {
  const { t } = useTranslation();
  if (word.type === "person" || word.type === "unit") {
    const set = (place: number, one: unknown): void => onChange([...values.slice(0, place), one, ...values.slice(place + 1)].filter((kept) => kept !== undefined));
    return [...values, undefined].map((one, place) => (
      <One key={String(one ?? "new")} word={word} op={op} value={one} onChange={(chosen) => set(place, chosen)} label={t("conditions.builder.value")} />
    ));
  }
  return (
    <Select
      mode={word.choices ? "multiple" : "tags"}
      aria-label={t("conditions.builder.value")}
      className={styles["wide"] ?? ""}
      placeholder={word.choices ? t("conditions.builder.choose") : t("conditions.builder.typeSeveral")}
      value={values as string[]}
      onChange={onChange}
      options={(word.choices ?? []).map(({ value, label }) => ({ value: value as string, label }))}
      {...(!word.choices && { open: false, suffixIcon: null })}
    />
  );
}

interface OneProps extends Props {
  label: string;
}

function One({ word, op, value, onChange, label }: OneProps) {
  const { t } = useTranslation();
  const shared = { "aria-label": label, className: styles["value"] ?? "" };
  const id = typeof value === "number" ? value : null;
  const pick = (chosen: number | null): void => onChange(chosen ?? undefined);
  switch (word.type) {
    case "person":
      return <PersonPicker {...shared} listWidth={280} placeholder={t("conditions.builder.choose")} value={id} onChange={pick} />;
    case "unit":
      return <UnitPicker {...shared} listWidth={280} placeholder={t("conditions.builder.choose")} value={id} onChange={pick} />;
    case "money":
      return <span className={styles["value"]}><MoneyInput aria-label={label} value={id} onChange={pick} /></span>;
    case "number":
      return <DecimalInput {...shared} scale={word.scale} value={id} onChange={pick} />;
    case "date":
    case "datetime":
      return <DaysEditor label={label} moment={word.type === "datetime" && op !== "is" && op !== "is_not"} value={value} onChange={onChange} />;
    case "bool":
    case "choice":
    case "multi":
      return <Choose {...shared} word={word} value={value} onChange={onChange} />;
    default:
      return <Input {...shared} value={typeof value === "string" ? value : ""} maxLength={100} onChange={(event) => onChange(event.target.value || undefined)} />;
  }
}

function Choose({ word, value, onChange, ...shared }: { word: Word; value: unknown; onChange: (value: unknown) => void; className: string; "aria-label": string }) {
  const { t } = useTranslation();
  const yesNo = ["true", "false"].map((one) => ({ value: one, label: t(`conditions.bool.${one}`) }));
  const bool = word.type === "bool";
  const options = bool ? yesNo : (word.choices ?? []).map((one) => ({ value: one.value as string, label: one.label }));
  return (
    <Select
      {...shared}
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={false}
      placeholder={t("conditions.builder.choose")}
      value={bool && value !== undefined ? String(value) : (value as string | undefined)}
      onChange={(chosen: string) => onChange(bool ? chosen === "true" : chosen)}
      options={options}
    />
  );
}
