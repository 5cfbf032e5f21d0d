import { Button, Checkbox, Drawer, Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { flat, packed, useCustomFields } from "@/resource/custom/customFields";
import { PickFiles } from "@/resource/files/PickFiles";
import { UploadRows } from "@/resource/files/UploadRows";
import { useUploads } from "@/resource/files/useUploads";
import { FormFields } from "@/resource/form/FormFields";
import { FieldControl } from "@/resource/form/FieldControl";
import { cleanValues } from "@/resource/form/cleanValues";
import { useSubmit } from "@/resource/form/useSubmit";
import type { Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { useMay } from "@/shared/session/session";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useTellFailure } from "@/shared/ui/useTell";
import type { BodyOf, EditOf, Touchpoint } from "@/api/types";
import { CONTACT_FIELDS, NEXT_FIELD, OCCURRED_FIELD } from "./contactFields";
import { CounterpartPicker, useCustomerOf, type ContactSubject } from "./CounterpartPicker";
import { SOON } from "./soon";
import styles from "./LogContact.module.css";

type Body = BodyOf<"/api/v1/activities">;

interface Props {
  subject: ContactSubject;
  /** A contact to put right, instead of a new one. */
  editing?: Touchpoint | undefined;
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

/** What a form sends to put a contact right: what differs from it, and what it was. */
function corrected(values: Values, row: Touchpoint): Values {
  const before = flat(row) as unknown as Values;
  const changed = Object.keys(values).filter((name) => (values[name] ?? "") !== (before[name] ?? ""));
  return {
    changes: Object.fromEntries(changed.map((name) => [name, values[name] ?? (typeof before[name] === "string" && name !== "next_contact_at" ? "" : null)])),
    base: Object.fromEntries(changed.map((name) => [name, before[name] ?? null])),
    version: row.version,
  };
}

/** Writes down a contact, or puts one right; finishing one asks for the next. */
export default function LogContact({ subject, editing, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const refresh = useRefresh();
  const [form] = Form.useForm<Values>();
  const [asked, setAsked] = useState(!editing || editing.next_contact_at !== null);
  const customer = useCustomerOf(subject);
  const custom = useCustomFields("activity");
  const may = useMay();
  const uploads = useUploads({ about: { kind: subject.kind, id: subject.id }, waiting: true });
  const unsent = uploads.items.find(({ state }) => state !== "done");
  const fields = [...CONTACT_FIELDS, ...(editing ? [OCCURRED_FIELD] : []), ...custom.fields];
  const tell = useTellFailure();
  const touched = (): void => refresh(subject.kind, "customer", "activity");
  const submit = async (values: Values, key: string): Promise<void> => {
    let undo: (() => Promise<unknown>) | undefined;
    if (editing) {
      const body = corrected(values, editing) as EditOf<"/api/v1/activities/{id}">;
      must(await api.PATCH("/api/v1/activities/{id}", { params: { path: { id: editing.id } }, body }));
    } else {
      const files = uploads.items.flatMap(({ made }) => (made ? [made.id] : []));
      const body = { ...packed(cleanValues(values)), files, subject_kind: subject.kind, subject_id: subject.id } as Body;
      const { id } = must(await api.POST("/api/v1/activities", { body, headers: { "Idempotency-Key": key } }));
      undo = async () => must(await api.DELETE("/api/v1/activities/{id}", { params: { path: { id } } }));
    }
    const back = undo;
    touched();
    toast("good", t(editing ? "shell.contact.corrected" : "shell.contact.logged"), back && { label: t("comments.undo"), key: true, run: () => void back().catch(tell).finally(touched) });
  };
  const names = [...fields, NEXT_FIELD].map(({ name }) => name);
  const { send, busy, problem } = useSubmit({ form, names: [...names, "contact_id"], submit, onDone: onClose });
  const finish = (values: Values): void => {
    const { next_contact_at: next, ...rest } = values;
    void send({ ...rest, next_contact_at: asked ? next : null });
  };
  const footer = (
    <div className={styles["foot"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      {unsent && <small className={styles["unsent"]}>{t(unsent.state === "sending" ? "files.uploading" : "files.failing")}</small>}
      <Button type="primary" loading={busy} disabled={unsent !== undefined} onClick={() => form.submit()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  const initial = editing ? (flat(editing) as unknown as Values) : { ...INITIAL, ...custom.initial };
  return (
    <Drawer open title={t(editing ? "shell.contact.editTitle" : "shell.contact.title", { title: subject.title })} size={phone ? "100%" : 440} onClose={onClose} footer={footer}>
      <Form form={form} layout="vertical" initialValues={initial} onFinish={finish}>
        <FormFields kind="activity" fields={fields} problem={problem} />
        {customer !== undefined && (
          <Form.Item name="contact_id" label={t("fields.activity.contact_id")}>
            <CounterpartPicker customer={customer} />
          </Form.Item>
        )}
        {!editing && may("file.add") && (
          <Form.Item label={t("files.with")}>
            <PickFiles label={t("files.add")} onPick={uploads.add} />
            <UploadRows uploads={uploads} />
          </Form.Item>
        )}
        <NextContact asked={asked} onAsked={setAsked} />
      </Form>
    </Drawer>
  );
}
