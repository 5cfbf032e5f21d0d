import { AutoComplete, Input, InputNumber, Radio, Select, Switch } from "antd";
import { lazy, Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ContractPicker } from "@/resource/pickers/ContractPicker";
import { CustomerPicker } from "@/resource/pickers/CustomerPicker";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { TagPicker } from "@/resource/pickers/TagPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { DecimalInput } from "./DecimalInput";
import styles from "./FieldControl.module.css";
import { MoneyInput } from "./MoneyInput";

const DayPicker = lazy(() => import("./DayPicker"));
const MomentPicker = lazy(() => import("./MomentPicker"));

interface Props {
  field: Field;
  id?: string;
  value?: unknown;
  onChange?: (value: unknown) => void;
  /** The name behind an id, when known. */
  known?: string | undefined;
  autoFocus?: boolean;
  /** What is chosen from a list or a calendar is offered at once. */
  opened?: boolean;
  "aria-label"?: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const idOf = (value: unknown): number | null => (typeof value === "number" ? value : null);
const INPUT = { phone: "tel", email: "email", url: "url" } as const;

function Choice({ field, value, onChange, opened, ...rest }: Props) {
  const { t } = useTranslation();
  const options = (field.values ?? []).map((one) => ({ value: one, label: field.labels?.[one] ?? enumText(t, field.enum ?? field.name, one) }));
  if (field.chips) {
    return <Radio.Group {...rest} className={styles["chips"] ?? ""} optionType="button" value={value} onChange={(event) => onChange?.(event.target.value)} options={options} />;
  }
  return (
    <Select
      {...rest}
      defaultOpen={opened ?? false}
      {...(field.multiple && { mode: "multiple" as const })}
      allowClear={!field.required}
      value={value === "" ? undefined : value}
      onChange={(chosen) => onChange?.(chosen ?? "")}
      options={options}
    />
  );
}

function Suggested({ field, value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const { enum: words, values = [] } = field.suggest ?? {};
  const options = values.map((one) => ({ value: words ? enumText(t, words, one) : one }));
  const given = text(value);
  // what is chosen already is no search: then all others are proposed too
  const wanted = options.some((one) => one.value === given) ? "" : given.toLowerCase();
  const fitting = options.filter((one) => one.value.toLowerCase().includes(wanted));
  return <AutoComplete {...rest} options={fitting} value={given} onChange={(typed: string) => onChange?.(typed)} />;
}

/** Yes, no, or nothing said. */
function YesOrNo({ value, onChange, ...rest }: Omit<Props, "field">) {
  const { t } = useTranslation();
  const options = [
    { value: "yes", label: t("shell.yes") },
    { value: "no", label: t("shell.no") },
  ];
  const shown = typeof value === "boolean" ? (value ? "yes" : "no") : undefined;
  return <Select {...rest} allowClear value={shown} onChange={(chosen?: string) => onChange?.(chosen === undefined ? null : chosen === "yes")} options={options} />;
}

/** The control a field is filled in with. Speaks `value`/`onChange` in the wire's own types. */
export function FieldControl({ field, value, onChange, known, opened = false, ...rest }: Props): ReactNode {
  const change = (next: unknown): void => onChange?.(next);
  switch (field.kind) {
    case "textarea":
      return <Input.TextArea {...rest} autoSize={{ minRows: 3, maxRows: 8 }} value={text(value)} onChange={(event) => change(event.target.value)} />;
    case "money":
      return <MoneyInput {...rest} value={idOf(value)} onChange={change} />;
    case "number":
      return <InputNumber {...rest} min={0} style={{ width: "100%" }} value={idOf(value)} onChange={change} />;
    case "decimal":
      return <DecimalInput {...rest} scale={field.scale ?? 0} value={idOf(value)} onChange={change} />;
    case "date":
      return (
        <Suspense fallback={<Input {...rest} disabled />}>
          <DayPicker {...rest} defaultOpen={opened} value={text(value) || null} onChange={change} />
        </Suspense>
      );
    case "datetime":
      return (
        <Suspense fallback={<Input {...rest} disabled />}>
          <MomentPicker {...rest} defaultOpen={opened} value={text(value) || null} onChange={change} ahead={field.ahead ?? false} />
        </Suspense>
      );
    case "select":
      return <Choice field={field} value={value} onChange={change} opened={opened} {...rest} />;
    case "person":
      return <PersonPicker {...rest} defaultOpen={opened} known={known} value={idOf(value)} onChange={change} />;
    case "customer":
      return <CustomerPicker {...rest} known={known} value={idOf(value)} onChange={change} />;
    case "contract":
      return <ContractPicker {...rest} known={known} value={idOf(value)} onChange={change} />;
    case "unit":
      return <UnitPicker {...rest} value={idOf(value)} onChange={change} />;
    case "tags":
      return <TagPicker {...rest} defaultOpen={opened} value={value} onChange={change} />;
    case "bool":
      if (field.mayBeUnsaid) return <YesOrNo value={value} onChange={change} {...rest} />;
      return <Switch {...rest} checked={value === true} onChange={change} />;
    default:
      if (field.suggest) return <Suggested field={field} value={value} onChange={change} {...rest} />;
      return (
        <Input
          {...rest}
          type={field.kind === "text" ? (field.secret ? "password" : "text") : INPUT[field.kind]}
          {...(field.secret && { autoComplete: "new-password" })}
          {...(field.maxLength && { maxLength: field.maxLength })}
          value={text(value)}
          onChange={(event) => change(event.target.value)}
        />
      );
  }
}
