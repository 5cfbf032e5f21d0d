import PhoneOutlined from "@ant-design/icons/PhoneOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { TodayRow } from "@/api/types";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

type PhoneOf = NonNullable<TodayRow["phone_of"]>;

const inFull = async ({ kind, id }: PhoneOf): Promise<string> => {
  const at = { params: { path: { id } } };
  const shown = kind === "lead" ? must(await api.POST("/api/v1/leads/{id}/reveals", at)) : must(await api.POST("/api/v1/customers/{id}/reveals", at));
  return shown.phone ?? "";
};

/** Calls in one press. A number that is shown masked is looked up first, which the server counts. */
export function CallButton({ row: { title, phone, phone_of: of } }: { row: TodayRow }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [busy, setBusy] = useState(false);
  if (!phone) return null;
  const label = t("screens.today.call", { title });
  const icon = <PhoneOutlined />;
  if (!phone.includes("*")) return <Button size="small" href={`tel:${phone}`} icon={icon} aria-label={label} title={phone} />;
  if (!of) return null;
  const call = (): void => {
    setBusy(true);
    void inFull(of)
      .then((number) => {
        toast("plain", t("screens.today.calling", { title, phone: number }));
        location.assign(`tel:${number}`);
      }, tell)
      .finally(() => setBusy(false));
  };
  return <Button size="small" loading={busy} icon={icon} aria-label={label} title={phone} onClick={call} />;
}
