import { Button, Drawer, Form } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { CounterpartPicker, useCustomerOf, type ContactSubject } from "@/resource/contact/CounterpartPicker";
import { cleanValues } from "@/resource/form/cleanValues";
import { FormFields } from "@/resource/form/FormFields";
import { useSubmit } from "@/resource/form/useSubmit";
import { CustomerPicker } from "@/resource/pickers/CustomerPicker";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { useIsPhone } from "@/shared/theme/choice";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { AlongFields } from "./AlongFields";
import { NOBODY, peopleOf } from "./people";
import { PlaceField } from "./PlaceField";
import type { Place } from "./places";
import { TOUCHED } from "./visitResource";

const NAMES: Readonly<Record<number, string>> = {};
const WHAT: readonly Field[] = [
  { name: "purpose", kind: "text", required: true, maxLength: 200 },
  { name: "starts_at", kind: "datetime", required: true, ahead: true },
  { name: "minutes", kind: "number", required: true },
  { name: "fixed", kind: "bool", help: "screens.visits.form.fixedHelp" },
  { name: "address", kind: "text", maxLength: 300 },
];
const MINUTE = 60_000;

/** The next full hour. */
function soon(): string {
  const at = new Date();
  at.setHours(at.getHours() + 1, 0, 0, 0);
  return at.toISOString();
}

/** Whom the visit is paid to; what is known of where they are fills in what is still empty. */
function useKnownPlace(subject: ContactSubject | null, fill: (address: string, place: Place | null) => void): void {
  const query = { subject_kind: subject?.kind ?? "customer", subject_id: subject?.id ?? 0 } as const;
  const { data } = $api.useQuery("get", "/api/v1/visits/place", { params: { query } }, { enabled: subject !== null });
  useEffect(() => {
    if (data) fill(data.address, data.lat === null || data.lon === null ? null : { lat: data.lat, lon: data.lon });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each answer
  }, [data]);
}

function Counterpart({ subject }: { subject: ContactSubject }) {
  const { t } = useTranslation();
  const customer = useCustomerOf(subject);
  if (customer === undefined) return null;
  return (
    <Form.Item name="contact_id" label={t("fields.visit.contact_id")}>
      <CounterpartPicker customer={customer} />
    </Form.Item>
  );
}

interface Props {
  /** Whom it is paid to, where that is known already. */
  about?: ContactSubject | undefined;
  onClose: () => void;
}

/** A new visit: whom, when, where, and who goes along. */
export default function PlanVisit({ about, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const refresh = useRefresh();
  const [form] = Form.useForm<Values>();
  const [subject, setSubject] = useState<ContactSubject | null>(about ?? null);
  const [along, setAlong] = useState(NOBODY);
  const [place, setPlace] = useState<Place | null>(null);
  const [known, setKnown] = useState(false);
  useKnownPlace(subject, (address, at) => {
    if (!form.getFieldValue("address")) form.setFieldValue("address", address);
    setPlace(at);
    setKnown(at !== null);
  });
  const submit = async (values: Values, key: string): Promise<void> => {
    const { minutes, starts_at: starts, customer_id: _customer, ...rest } = values;
    const begin = new Date(String(starts));
    const ends = new Date(begin.getTime() + Number(minutes) * MINUTE).toISOString();
    const body = { ...rest, ...place, subject_kind: subject?.kind, subject_id: subject?.id, starts_at: begin.toISOString(), ends_at: ends, participants: peopleOf(along) };
    const made = must(await api.POST("/api/v1/visits", { body: body as BodyOf<"/api/v1/visits">, headers: { "Idempotency-Key": key } }));
    refresh(...TOUCHED);
    const [clash] = made.overlaps;
    if (clash) toast("bad", t("screens.visits.overlap", { names: clash.names.join(t("shell.comma")) }));
    else toast("good", t("screens.visits.planned"));
  };
  const { send, busy, problem } = useSubmit({ form, names: ["contact_id", "customer_id", ...WHAT.map(({ name }) => name)], submit, onDone: onClose });
  const footer = (
    <div style={{ display: "flex", gap: 8, justifyContent: "flex-end" }}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} onClick={() => form.submit()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={about ? `${t("screens.visits.plan")}：${about.title}` : t("screens.visits.plan")} onClose={onClose} size={phone ? "100%" : 440} footer={footer}>
      <Form form={form} layout="vertical" initialValues={{ starts_at: soon(), minutes: 60, fixed: true }} onFinish={(values) => void send({ fixed: false, ...cleanValues(values) })}>
        {!about && (
          <Form.Item name="customer_id" label={t("fields.visit.customer_id")} rules={[{ required: true, message: t("shell.form.required") }]}>
            <CustomerPicker value={subject?.id ?? null} onChange={(id) => setSubject(typeof id === "number" ? { kind: "customer", id, title: "" } : null)} />
          </Form.Item>
        )}
        {subject && <Counterpart subject={subject} />}
        <FormFields kind="visit" fields={WHAT} problem={problem} />
        <PlaceField
          value={place}
          known={known}
          onChange={(at) => {
            setPlace(at);
            setKnown(false);
          }}
        />
        <AlongFields value={along} onChange={setAlong} known={NAMES} />
      </Form>
    </Drawer>
  );
}
