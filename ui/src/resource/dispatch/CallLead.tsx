import PhoneOutlined from "@ant-design/icons/PhoneOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { MyClock } from "@/api/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { answered } from "./engine";

/** Calls in one press, and says so to dispatch: the first clock stops. A masked number is looked up first, which is counted. */
export function CallLead({ clock: { lead_id: id, title, phone, reveals, state }, big = false }: { clock: MyClock; big?: boolean }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const running = state === "responding";
  const numberOf = async (): Promise<string> => {
    if (!reveals) return phone.includes("*") ? "" : phone;
    return must(await api.POST("/api/v1/leads/{id}/reveals", { params: { path: { id } } })).phone;
  };
  const call = async (): Promise<void> => {
    setBusy(true);
    try {
      const number = await numberOf();
      if (number) {
        toast("plain", t("screens.today.calling", { title, phone: number }));
        location.assign(`tel:${number}`);
      }
      if (running) await answered(id);
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
      refresh("lead", "case");
    }
  };
  if (!phone && !running) return null;
  const what = t(phone ? "screens.clock.call" : "screens.clock.called");
  return (
    <Button size={big ? "middle" : "small"} type={running ? "primary" : "default"} loading={busy} {...(phone && { icon: <PhoneOutlined /> })} title={phone} aria-label={t("screens.clock.of", { what, title })} onClick={() => void call()}>
      {what}
    </Button>
  );
}
