import { Button, Drawer, Form } from "antd";
import { useTranslation } from "react-i18next";
import type { MyClock } from "@/api/types";
import { METHODS, NEXT_FIELD, RESULTS } from "@/resource/contact/contactFields";
import { cleanValues } from "@/resource/form/cleanValues";
import { FieldControl } from "@/resource/form/FieldControl";
import { FormFields } from "@/resource/form/FormFields";
import { useSubmit } from "@/resource/form/useSubmit";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { fedBack, type DispatchFeedback } from "./engine";
import { AFTERWARDS } from "./afterwards";
import styles from "./Feedback.module.css";

const INTENTS = ["high", "middle", "low", "none"] as const;
const FIRST: readonly Field[] = [
  { name: "result", kind: "select", enum: "contact_result", values: RESULTS, chips: true, required: true },
  { name: "intent", kind: "select", enum: "dispatch_intent", values: INTENTS, chips: true, required: true },
];
const REST: readonly Field[] = [
  { name: "content", kind: "textarea" },
  { name: "method", kind: "select", enum: "contact_method", values: METHODS, chips: true, required: true },
];
const NAMES = [...FIRST, ...REST].map(({ name }) => name).concat("next_contact_at");
const INITIAL: Values = { method: "call", result: "reached" };

function Next() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  // who will not buy is not called again
  const needed = Form.useWatch<string>("intent", form) !== "none";
  const rules = needed ? [{ required: true, message: t("shell.contact.nextMissing") }] : [];
  return (
    <div role="group" aria-label={t("shell.contact.nextTitle")}>
      <div className={styles["soon"]}>
        {AFTERWARDS.map(({ key, moment }) => (
          <Button key={key} size="small" onClick={() => form.setFieldsValue({ next_contact_at: moment() })}>
            {t(`screens.clock.next.${key}`)}
          </Button>
        ))}
      </div>
      <Form.Item name="next_contact_at" label={t("fields.activity.next_contact_at")} rules={rules}>
        <FieldControl field={NEXT_FIELD} />
      </Form.Item>
    </div>
  );
}

/** What came of a contact: from the bottom of a phone, beside the page on a desk. Both clocks stop. */
export default function FeedbackSheet({ clock: { lead_id: id, title }, onClose }: { clock: MyClock; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const refresh = useRefresh();
  useFocusBack();
  const [form] = Form.useForm<Values>();
  const submit = async (values: Values, key: string): Promise<void> => {
    const { next_contact_at: next, ...rest } = cleanValues(values);
    await fedBack(id, { content: "", ...rest, next_contact_at: (next as string | undefined) || null } as DispatchFeedback, key);
    refresh("lead", "case", "activity");
    toast("good", t("screens.clock.fedBack", { title }));
  };
  const { send, busy, problem } = useSubmit({ form, names: NAMES, submit, onDone: onClose });
  const footer = (
    <div className={styles["foot"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} onClick={() => form.submit()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={t("screens.clock.feedbackTitle", { title })} placement={phone ? "bottom" : "right"} size={phone ? "86%" : 440} onClose={onClose} footer={footer}>
      <Form form={form} layout="vertical" initialValues={INITIAL} onFinish={(values) => void send(values)}>
        <FormFields kind="activity" fields={FIRST} problem={problem} />
        <Next />
        <FormFields kind="activity" fields={REST} problem={null} />
      </Form>
    </Drawer>
  );
}
