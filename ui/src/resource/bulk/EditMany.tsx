import { Form, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCustomFields } from "@/resource/custom/customFields";
import { FormFields } from "@/resource/form/FormFields";
import { useSubmit } from "@/resource/form/useSubmit";
import { fieldLabel } from "@/resource/texts";
import type { Field, Values } from "@/resource/types";

/** Of these kinds nothing is an empty text, of tags an empty list; of the others it is null. */
const TEXTS = new Set(["text", "textarea", "select", "url"]);
const nothing = ({ name, kind }: Field): string | [] | null => (kind === "tags" ? [] : TEXTS.has(kind) && !name.startsWith("fields.") ? "" : null);

const WAYS = ["adds_", "removes_", ""] as const;
type Way = (typeof WAYS)[number];

interface Props {
  kind: string;
  /** Those that many can have in common; custom ones come of themselves. */
  fields: readonly Field[];
  count: number;
  change: (changes: Values) => Promise<void>;
  onClose: () => void;
}

/** Chooses what to change in many records, and to what; what is left blank is emptied. */
export default function EditMany({ kind, fields, count, change, onClose }: Props) {
  const { t } = useTranslation();
  const { fields: custom } = useCustomFields(kind);
  const [names, setNames] = useState<string[]>([]);
  const [choosing, setChoosing] = useState(false);
  const [way, setWay] = useState<Way>("adds_");
  const [form] = Form.useForm<Values>();
  const offered = [...fields, ...custom];
  const chosen = names.flatMap((name) => offered.filter((one) => one.name === name));
  const tagged = chosen.some((field) => field.kind === "tags");
  const sentAs = ({ name, kind: of }: Field): string => (of === "tags" ? `${way}${name}` : name);
  const { send, busy, problem } = useSubmit({
    form,
    names,
    submit: (values) => change(Object.fromEntries(chosen.map((field) => [sentAs(field), values[field.name] ?? nothing(field)]))),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t("shell.bulk.edit.title", { n: count })}
      okText={t("shell.bulk.edit.ok", { n: count })}
      cancelText={t("shell.form.cancel")}
      okButtonProps={{ loading: busy, disabled: chosen.length === 0 }}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={480}
    >
      <Form form={form} layout="vertical" onFinish={(values) => void send(values)}>
        <Form.Item label={t("shell.bulk.edit.which")} htmlFor="bulk-which">
          <Select
            id="bulk-which"
            mode="multiple"
            autoFocus
            // closes at each choice: it would lie over the field that has come, and over the button below
            open={choosing}
            onOpenChange={setChoosing}
            onSelect={() => setChoosing(false)}
            value={names}
            onChange={setNames}
            optionFilterProp="label"
            options={offered.map(({ name }) => ({ value: name, label: fieldLabel(t, kind, name) }))}
          />
        </Form.Item>
        {tagged && (
          <Form.Item label={t("shell.bulk.edit.tags")}>
            <Segmented<Way> value={way} onChange={setWay} aria-label={t("shell.bulk.edit.tags")} options={WAYS.map((one) => ({ value: one, label: t(`shell.bulk.edit.ways.${one || "replaces_"}`) }))} />
          </Form.Item>
        )}
        <FormFields kind={kind} fields={chosen.map((field) => ({ ...field, readOnly: false }))} problem={problem} />
        {chosen.some(({ kind: of }) => of !== "tags" || way === "") && <p>{t("shell.bulk.edit.help")}</p>}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Modal>
  );
}
