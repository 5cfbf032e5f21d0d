import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import { Alert, Button, Input } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMutation } from "@tanstack/react-query";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Contract, Instalment } from "@/api/types";
import { CUSTOM, useCustomFields } from "@/resource/custom/customFields";
import { FieldControl } from "@/resource/form/FieldControl";
import { isBlank } from "@/resource/FieldValue";
import { MoneyInput } from "@/resource/form/MoneyInput";
import { fieldLabel } from "@/resource/texts";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";
import { useFormat } from "@/shared/useFormat";
import { isComplete, remaining, spread, type Line } from "./planRules";
import styles from "./Plan.module.css";

const DayPicker = lazy(() => import("@/resource/form/DayPicker"));

interface Props {
  contract: Contract;
  items: readonly Instalment[];
  onClose: () => void;
}

const lineOf = ({ id, name, due_on, amount_minor, fields }: Instalment): Line => ({
  key: id,
  name,
  due_on,
  amount_minor,
  custom: Object.fromEntries(Object.entries(fields ?? {}).map(([key, value]) => [CUSTOM + key, value])),
});

/** A new line; its key is below all others, which are ids or keys like it. */
const blankLine = (lines: readonly Line[], part: number | null, custom: Values): Line => ({
  key: Math.min(0, ...lines.map(({ key }) => key)) - 1,
  name: "",
  due_on: null,
  amount_minor: part,
  custom,
});

/** A line as the plan takes it: one there is by its number, each custom field with what it holds or nothing. */
const sent = ({ key, name, due_on: due, amount_minor: amount, custom }: Line, keys: readonly string[]) => ({
  name,
  due_on: due ?? "",
  amount_minor: amount ?? 0,
  ...(key > 0 && { id: key }),
  ...(keys.length > 0 && { fields: Object.fromEntries(keys.map((one) => [one, isBlank(custom[CUSTOM + one]) ? null : custom[CUSTOM + one]])) }),
});

interface RowProps {
  line: Line;
  fields: readonly Field[];
  onChange: (line: Line) => void;
  onRemove: () => void;
}

function Row({ line, fields, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  return (
    <li className={styles["line"]}>
      <Input aria-label={t("fields.instalment.name")} placeholder={t("fields.instalment.name")} value={line.name} onChange={(event) => onChange({ ...line, name: event.target.value })} />
      <Suspense fallback={<Input disabled />}>
        <DayPicker aria-label={t("fields.instalment.due_on")} value={line.due_on} onChange={(due) => onChange({ ...line, due_on: due })} />
      </Suspense>
      <MoneyInput aria-label={t("fields.instalment.amount_minor")} value={line.amount_minor} onChange={(amount) => onChange({ ...line, amount_minor: amount })} />
      <Button type="text" icon={<DeleteOutlined />} aria-label={t("screens.instalment.remove")} title={t("screens.instalment.remove")} onClick={onRemove} />
      {fields.length > 0 && (
        <div className={styles["custom"]}>
          {fields.map((field) => (
            <label key={field.name}>
              <span>
                {fieldLabel(t, "instalment", field.name)}
                {field.required && <b aria-hidden="true"> *</b>}
              </span>
              <FieldControl field={field} value={line.custom[field.name]} onChange={(value: unknown) => onChange({ ...line, custom: { ...line.custom, [field.name]: value } })} />
            </label>
          ))}
        </div>
      )}
    </li>
  );
}

function useSave({ id }: Contract, keys: readonly string[], onClose: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (lines: readonly Line[]) => {
      const items = lines.map((line) => sent(line, keys));
      return api.PUT("/api/v1/contracts/{id}/instalments", { params: { path: { id } }, body: { items } });
    },
    onSuccess: () => {
      refresh("instalment", "contract");
      onClose();
    },
  });
}

/** Writes the instalments of a contract; says live what is still to be spread. */
export function PlanEditor({ contract, items, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { amount_minor: amount, currency } = contract;
  const { fields, keys, initial } = useCustomFields("instalment");
  const [lines, setLines] = useState<Line[]>(() => (items.length > 0 ? items.map(lineOf) : [blankLine([], amount, initial)]));
  const save = useSave(contract, keys, onClose);
  const left = remaining(amount, lines);
  const evenly = (): void => {
    const parts = spread(amount, lines.length);
    setLines(lines.map((line, index) => ({ ...line, amount_minor: parts[index] ?? null })));
  };
  return (
    <div className={styles["editor"]}>
      {save.error && <Alert type="error" title={problemText(asProblem(save.error), t)} />}
      <ol>
        {lines.map((line) => (
          <Row
            key={line.key}
            line={line}
            fields={fields}
            onChange={(changed) => setLines(lines.map((one) => (one.key === changed.key ? changed : one)))}
            onRemove={() => setLines(lines.filter(({ key }) => key !== line.key))}
          />
        ))}
      </ol>
      <div className={styles["buttons"]}>
        <Button onClick={() => setLines([...lines, blankLine(lines, left > 0 ? left : null, initial)])}>{t("screens.instalment.add")}</Button>
        <Button onClick={evenly} disabled={lines.length < 2}>
          {t("screens.instalment.evenly")}
        </Button>
        <span role="status" className={left === 0 ? styles["exact"] : styles["off"]}>
          {left === 0 ? t("screens.instalment.exact") : t(left > 0 ? "screens.instalment.left" : "screens.instalment.over", { amount: format.moneyExact(Math.abs(left), currency) })}
        </span>
        <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
        <Button type="primary" disabled={!isComplete(amount, lines, fields)} loading={save.isPending} onClick={() => save.mutate(lines)}>
          {t("shell.form.save")}
        </Button>
      </div>
    </div>
  );
}
