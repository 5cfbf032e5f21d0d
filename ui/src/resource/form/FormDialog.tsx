import { Form, Modal } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Field, Values } from "@/resource/types";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { FormFields } from "./FormFields";
import { useSubmit } from "./useSubmit";
import { cleanValues } from "./cleanValues";

const NO_VALUES: Values = {};

interface Props {
  kind: string;
  title: string;
  fields: readonly Field[];
  initial?: Values;
  known?: Readonly<Record<string, string>>;
  /** The word on the button that does it. */
  okText?: string;
  danger?: boolean;
  /** Said above the fields: what will happen. */
  children?: ReactNode;
  submit: (values: Values, key: string) => Promise<unknown>;
  onClose: () => void;
}

/** A question with a few fields, before an action on a record. */
export default function FormDialog({ kind, title, fields, initial = NO_VALUES, known, okText, danger, children, submit, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  useFocusBack();
  const names = fields.map(({ name }) => name);
  const { send, busy, problem } = useSubmit({ form, names, submit, onDone: onClose });
  return (
    <Modal
      open
      title={title}
      okText={okText ?? t("shell.form.save")}
      cancelText={t("shell.form.cancel")}
      okButtonProps={{ danger: danger ?? false, loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={480}
    >
      {children}
      <Form form={form} layout="vertical" initialValues={initial} onFinish={(values) => void send(cleanValues(values))}>
        <FormFields kind={kind} fields={fields} problem={problem} {...(known && { known })} />
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Modal>
  );
}
