import { Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RECORDS } from "./nodePickers";
import type { NewNode, TargetNode } from "./nodesApi";
import type { TargetTree } from "./types";

const BY = ["industry", "region", "source"] as const;
type Customers = NonNullable<NewNode["customers"]>;
type Picked = Partial<NewNode>;

interface Props {
  /** What stands there, while it is edited. */
  node: TargetNode | undefined;
  onChange: (picked: Picked) => void;
}

function OneRecord({ dimension, node, onChange }: Props & { dimension: keyof typeof RECORDS }) {
  const { t } = useTranslation();
  const { Picker, key } = RECORDS[dimension];
  const [chosen, setChosen] = useState<number | null>(node?.picked[key] ?? null);
  const label = t(`screens.targets.nodes.pick.${dimension}`);
  const choose = (id: number | null): void => {
    setChosen(id);
    onChange({ [key]: id });
  };
  return (
    <Form.Item label={label} extra={t(`screens.targets.nodes.pickHelp.${dimension}`)}>
      <Picker autoFocus={!node} aria-label={label} value={chosen} known={node?.picked_name ?? undefined} onChange={choose} />
    </Form.Item>
  );
}

function SomeCustomers({ node, onChange }: Props) {
  const { t } = useTranslation();
  const [{ by, values }, setGroup] = useState<Customers>(node?.picked.customers ?? { by: "industry", values: [] });
  const choose = (group: Customers): void => {
    setGroup(group);
    onChange({ customers: group.values.length === 0 ? null : group });
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

/** What a node is about, found by its name. */
export function NodePicking({ dimension, ...props }: Props & { dimension: Exclude<TargetTree["dimension"], "org"> }) {
  return (
    <Form layout="vertical" component={false}>
      {dimension === "customer_group" ? <SomeCustomers {...props} /> : <OneRecord dimension={dimension} {...props} />}
    </Form>
  );
}
