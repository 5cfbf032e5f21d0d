import { Button, Drawer, Form, Select } from "antd";
import { useTranslation } from "react-i18next";
import { cleanValues } from "@/resource/form/cleanValues";
import { FormFields } from "@/resource/form/FormFields";
import { useSubmit } from "@/resource/form/useSubmit";
import { ContractPicker } from "@/resource/pickers/ContractPicker";
import { CustomerPicker } from "@/resource/pickers/CustomerPicker";
import { fieldLabel } from "@/resource/texts";
import type { Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { changesOf, FORM, formValues } from "./itemForm";
import { OpportunityPicker } from "@/resource/pickers/OpportunityPicker";
import { ContactPicker, LeadPicker } from "./LeadPicker";
import { MetricPicker } from "./MetricPicker";
import { editItem, type Plan, type PlanItem } from "./planApi";

const PICKERS = { customer: CustomerPicker, opportunity: OpportunityPicker, lead: LeadPicker, contract: ContractPicker, contact: ContactPicker } as const;
const KINDS = ["customer", "contact", "opportunity", "lead", "contract"] as const;

/** Which record an item is about: its kind, then itself. */
function About({ item }: { item: PlanItem }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<Values>();
  const kind = Form.useWatch<string | undefined>("about_kind", form) ?? item.about_kind;
  const Picker = PICKERS[kind as keyof typeof PICKERS];
  const known = kind === item.about_kind ? (item.about_title ?? undefined) : undefined;
  return (
    <>
      <Form.Item name="about_kind" label={fieldLabel(t, "plan_item", "about_kind")}>
        <Select allowClear options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))} onChange={() => form.setFieldsValue({ about_id: null })} />
      </Form.Item>
      {Picker && (
        <Form.Item name="about_id" label={fieldLabel(t, "plan_item", "about_id")} rules={[{ required: true, message: t("shell.form.required") }]}>
          <Picker known={known} />
        </Form.Item>
      )}
    </>
  );
}

interface Props {
  item: PlanItem;
  plan: Plan;
  onClose: () => void;
}

/** Everything about an item that is still open. */
export default function ItemDrawer({ item, plan, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const refresh = useRefresh();
  const [form] = Form.useForm<Values>();
  const fields = FORM.filter(({ name }) => name !== "day" || plan.grain !== "day");
  const submit = async (values: Values): Promise<void> => {
    const { changes, base } = changesOf(values, item);
    if (Object.keys(changes).length > 0) await editItem(item.id, changes, base);
    refresh("plan");
    toast("good", t("screens.plans.saved"));
  };
  const { send, busy, problem } = useSubmit({ form, names: [...fields.map(({ name }) => name), "metric", "about_kind", "about_id", "parent_id"], submit, onDone: onClose });
  const footer = (
    <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} onClick={() => form.submit()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  const above = plan.above.map(({ id, title }) => ({ value: id, label: title }));
  return (
    <Drawer open title={t("screens.plans.editTitle")} onClose={onClose} size={phone ? "100%" : 460} footer={footer}>
      <Form form={form} layout="vertical" initialValues={formValues(item)} onFinish={(values) => void send(cleanValues(values))}>
        <FormFields kind="plan_item" fields={fields} problem={problem} />
        <Form.Item name="metric" label={fieldLabel(t, "plan_item", "metric")}>
          <MetricPicker />
        </Form.Item>
        <About item={item} />
        {(above.length > 0 || item.parent_id !== null) && (
          <Form.Item name="parent_id" label={fieldLabel(t, "plan_item", "parent_id")}>
            <Select allowClear options={above} />
          </Form.Item>
        )}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
      </Form>
    </Drawer>
  );
}
