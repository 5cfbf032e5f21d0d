import { Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, newKey } from "@/api/client";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

export interface Excused {
  template_id: number;
  first_day: string;
  part: "" | "am" | "pm";
  owner_id: number;
  about_unit_id: number | null;
  words: string;
}

/** Letting somebody off a report, with a reason that they are told. */
export function Excuse({ what: { words, ...what }, onClose }: { what: Excused; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.POST("/api/v1/reports/excuses", { body: { ...what, reason: reason.trim() }, headers: { "Idempotency-Key": newKey() } });
      refresh("report");
      toast("good", t("screens.reports.wasExcused"));
      onClose();
    } catch (error) {
      tell(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t("screens.reports.excuse", { words })} okText={t("screens.reports.excuseDo")} cancelText={t("screens.reports.cancel")} okButtonProps={{ disabled: reason.trim() === "", loading: busy }} onOk={() => void save()} onCancel={onClose}>
      <p>{t("screens.reports.excuseText")}</p>
      <Input autoFocus maxLength={200} value={reason} aria-label={t("screens.reports.reason")} placeholder={t("screens.reports.reasonHint")} onChange={(event) => setReason(event.target.value)} />
    </Modal>
  );
}
