import { Form } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { CustomerPicker } from "@/resource/pickers/CustomerPicker";
import { OpportunityPicker } from "@/resource/pickers/OpportunityPicker";
import type { Field } from "@/resource/types";
import { EventPicker } from "./nodePickers";
import type { TargetMetric } from "./types";
import type { Line } from "./trackApi";

const FormDialog = lazy(() => import("@/resource/form/FormDialog"));

const PICKERS = { customer: CustomerPicker, opportunity: OpportunityPicker, event: EventPicker };
const TITLES = { customer: "addCustomer", opportunity: "addDeal", event: "addEvent" } as const;
const NAME: Field = { name: "name", kind: "text", maxLength: 200 };
const NOTE: Field = { name: "note", kind: "textarea", maxLength: 500 };

/** A customer, a deal or an event that is to carry a figure: found by its name. */
export default function AddCarrier({ kind, metric, add, onClose }: { kind: Line["kind"]; metric: TargetMetric; add: (lines: Line[], key: string) => Promise<void>; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const now = useRef<number | null>(null);
  const Picker = PICKERS[kind];
  const deal = kind === "opportunity";
  const amount: Field = { name: "amount", kind: metric.measured === "money" ? "money" : "number", required: !deal, ...(deal && { help: "screens.tracking.dealAmountHelp" }) };
  const choose = (id: number | null): void => {
    now.current = id;
    setChosen(id);
  };
  const submit = (values: object, key: string) => add([{ kind, ...values, ...(now.current !== null && { ref_id: now.current, name: "" }) }], key);
  return (
    <Suspense>
      <FormDialog kind="target_carrier" title={t(`screens.tracking.${TITLES[kind]}`)} fields={[...(kind === "event" && chosen === null ? [NAME] : []), amount, NOTE]} submit={submit} onClose={onClose}>
        <Form layout="vertical" component={false}>
          <Form.Item label={t(`screens.tracking.pick.${kind}`)} required={kind !== "event"} {...(kind === "event" && { extra: t("screens.tracking.pickEventHelp") })}>
            <Picker autoFocus aria-label={t(`screens.tracking.pick.${kind}`)} value={chosen} onChange={choose} />
          </Form.Item>
        </Form>
      </FormDialog>
    </Suspense>
  );
}
