import { Button, Drawer, Form, type FormInstance } from "antd";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Values } from "@/resource/types";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { cleanValues } from "./cleanValues";
import { FormFields } from "./FormFields";
import { KnownAlready } from "./KnownAlready";
import { useSubmit } from "./useSubmit";

const NO_VALUES: Values = {};

interface Props {
  kind: string;
  title: string;
  fields: readonly Field[];
  initial?: Values;
  /** Names behind ids that are filled in already. */
  known?: Readonly<Record<string, string>>;
  /** Warns of those known already, by what is typed. */
  who?: ((values: Values) => Values) | undefined;
  /** Says what will become of what is filled in. */
  outlook?: ComponentType<{ form: FormInstance<Values> }> | undefined;
  submit: (values: Values, key: string) => Promise<unknown>;
  onClose: () => void;
}

/** A form for a new record: beside the list on a desk, the whole screen on a phone. */
export default function FormDrawer({ kind, title, fields, initial = NO_VALUES, known, who, outlook: Outlook, submit, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const [form] = Form.useForm<Values>();
  const names = fields.map(({ name }) => name);
  const { send, busy, problem } = useSubmit({ form, names, submit, onDone: onClose });
  const footer = (
    <>
      {who && <KnownAlready form={form} who={who} />}
      {Outlook && <Outlook form={form} />}
      <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
        <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
        <Button type="primary" loading={busy} onClick={() => form.submit()}>
          {t("shell.form.save")}
        </Button>
      </div>
    </>
  );
  return (
    <Drawer open title={title} onClose={onClose} size={phone ? "100%" : 440} footer={footer}>
      <Form form={form} layout="vertical" initialValues={initial} requiredMark onFinish={(values) => void send(cleanValues(values))}>
        <FormFields kind={kind} fields={fields} problem={problem} {...(known && { known })} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Drawer>
  );
}
