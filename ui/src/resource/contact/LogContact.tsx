import { Button, Checkbox, Drawer, Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { packed, useCustomFields } from "@/resource/custom/customFields";
import { FormFields } from "@/resource/form/FormFields";
import { FieldControl } from "@/resource/form/FieldControl";
import { cleanValues } from "@/resource/form/cleanValues";
import { useSubmit } from "@/resource/form/useSubmit";
import type { Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import type { BodyOf } from "@/api/types";
import { CONTACT_FIELDS, NEXT_FIELD } from "./contactFields";
import { SOON } from "./soon";
import styles from "./LogContact.module.css";

type Body = BodyOf<"/api/v1/activities">;

interface Props {
  subject: { kind: "lead" | "customer" | "opportunity"; id: number; title: string };
  onClose: () => void;
}

const INITIAL: Values = { method: "call", result: "reached" };

function NextContact({ asked, onAsked }: { asked: boolean; onAsked: (asked: boolean) => void }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  return (
    <div role="group" aria-labelledby="next-title" className={styles["next"]}>
      <h3 id="next-title">{t("shell.contact.nextTitle")}</h3>
      <div className={styles["soon"]}>
        {SOON.map(({ key, moment }) => (
          <Button key={key} size="small" disabled={!asked} onClick={() => form.setFieldsValue({ next_contact_at: moment() })}>
            {t(`shell.soon.${key}`)}
          </Button>
        ))}
      </div>
      <Form.Item name="next_contact_at" rules={asked ? [{ required: true, message: t("shell.contact.nextMissing") }] : []} noStyle={!asked}>
        {asked ? <FieldControl field={NEXT_FIELD} aria-label={t("fields.activity.next_contact_at")} /> : <span />}
      </Form.Item>
      <Checkbox checked={!asked} onChange={(event) => onAsked(!event.target.checked)}>
        {t("shell.contact.noNext")}
      </Checkbox>
    </div>
  );
}

/** Writes down a contact; finishing one asks for the next. */
export default function LogContact({ subject, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const refresh = useRefresh();
  const [form] = Form.useForm<Values>();
  const [asked, setAsked] = useState(true);
  const custom = useCustomFields("activity");
  const fields = [...CONTACT_FIELDS, ...custom.fields];
  const submit = async (values: Values, key: string): Promise<void> => {
    const body = { ...packed(values), subject_kind: subject.kind, subject_id: subject.id } as Body;
    must(await api.POST("/api/v1/activities", { body, headers: { "Idempotency-Key": key } }));
    refresh(subject.kind, "customer", "activity");
    toast("good", t("shell.contact.logged"));
  };
  const { send, busy, problem } = useSubmit({ form, names: [...fields, NEXT_FIELD].map(({ name }) => name), submit, onDone: onClose });
  const finish = (values: Values): void => {
    const { next_contact_at: next, ...rest } = values;
    void send(cleanValues(asked ? { ...rest, next_contact_at: next } : rest));
  };
  const footer = (
    <div className={styles["foot"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} onClick={() => form.submit()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={t("shell.contact.title", { title: subject.title })} size={phone ? "100%" : 440} onClose={onClose} footer={footer}>
      <Form form={form} layout="vertical" initialValues={{ ...INITIAL, ...custom.initial }} onFinish={finish}>
        <FormFields kind="activity" fields={fields} problem={problem} />
        <NextContact asked={asked} onAsked={setAsked} />
      </Form>
    </Drawer>
  );
}
