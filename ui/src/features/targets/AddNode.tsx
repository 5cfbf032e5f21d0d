import { Form, Select } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BodyOf } from "@/api/types";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { RECORDS } from "./nodePickers";
import type { TargetRow, TargetTree } from "./types";

const FormDialog = lazy(() => import("@/resource/form/FormDialog"));
const BY = ["industry", "region", "source"] as const;
type Body = BodyOf<"/api/v1/targets/trees/{id}/nodes">;
type Customers = NonNullable<Body["customers"]>;

interface PartProps<Value> {
  onChange: (picked: Value) => void;
}

function OneRecord({ dimension, onChange }: PartProps<Partial<Body>> & { dimension: keyof typeof RECORDS }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const { Picker, key } = RECORDS[dimension];
  const label = t(`screens.targets.nodes.pick.${dimension}`);
  const choose = (id: number | null): void => {
    setChosen(id);
    onChange(id === null ? {} : { [key]: id });
  };
  return (
    <Form.Item label={label} extra={t(`screens.targets.nodes.pickHelp.${dimension}`)}>
      <Picker autoFocus aria-label={label} value={chosen} onChange={choose} />
    </Form.Item>
  );
}

function SomeCustomers({ onChange }: PartProps<Partial<Body>>) {
  const { t } = useTranslation();
  const [{ by, values }, setGroup] = useState<Customers>({ by: "industry", values: [] });
  const choose = (group: Customers): void => {
    setGroup(group);
    onChange(group.values.length === 0 ? {} : { customers: group });
  };
  return (
    <>
      <Form.Item label={t("screens.targets.nodes.by")}>
        <Select aria-label={t("screens.targets.nodes.by")} value={by} onChange={(one: Customers["by"]) => choose({ by: one, values })} options={BY.map((one) => ({ value: one, label: t(`screens.targets.nodes.byValue.${one}`) }))} />
      </Form.Item>
      <Form.Item label={t("screens.targets.nodes.pick.customer_group")} extra={t("screens.targets.nodes.pickHelp.customer_group")}>
        <Select mode="tags" open={false} suffixIcon={null} maxCount={50} aria-label={t("screens.targets.nodes.pick.customer_group")} placeholder={t("screens.targets.nodes.valuesHint")} value={values} onChange={(some: string[]) => choose({ by, values: some })} />
      </Form.Item>
    </>
  );
}

/** What comes into a tree below a node: a vacancy by its name; all else is picked, and named after what it is. */
export default function AddNode({ tree, parent, touches, onClose }: { tree: TargetTree; parent: TargetRow; touches: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const picked = useRef<Partial<Body>>({});
  const { dimension } = tree;
  const org = dimension === "org";
  const fields: Field[] = [{ name: "name", kind: "text", required: org, maxLength: 120, ...(!org && { help: "screens.targets.nodes.nameHelp" }) }];
  if (org) fields.push({ name: "from_on", kind: "date" });
  const submit = async (values: Values, key: string): Promise<void> => {
    const body = { ...values, ...picked.current, parent_id: parent.node_id } as Body;
    await api.POST("/api/v1/targets/trees/{id}/nodes", { params: { path: { id: tree.id } }, body, headers: { "Idempotency-Key": key } });
    refresh(...touches);
    toast("good", t("screens.targets.nodes.added"));
  };
  const keep = (some: Partial<Body>): void => {
    picked.current = some;
  };
  return (
    <Suspense>
      <FormDialog kind="target_tree" title={t(`screens.targets.nodes.add.${dimension}`, { parent: parent.name })} fields={fields} submit={submit} onClose={onClose}>
        {!org && (
          <Form layout="vertical" component={false}>
            {dimension === "customer_group" ? <SomeCustomers onChange={keep} /> : <OneRecord dimension={dimension} onChange={keep} />}
          </Form>
        )}
      </FormDialog>
    </Suspense>
  );
}
