import { Alert, Input, Modal, Radio } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import type { ExportEstimate } from "@/api/types";
import { enumText } from "@/resource/texts";
import { problemText } from "@/shared/ui/problemText";
import { Estimate } from "./Estimate";
import styles from "./Exports.module.css";
import { FORMATS, useAsk, type Format, type Shown } from "./exporting";

interface Props {
  shown: Shown;
  format: Format;
  estimate: ExportEstimate | undefined;
  error: unknown;
  onClose: () => void;
}

/** The few things to decide about an export: its format, its columns, and the reason where somebody has to approve it. */
export default function ExportDialog({ shown, format: first, estimate, error, onClose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [format, setFormat] = useState(first);
  const [all, setAll] = useState(false);
  const [reason, setReason] = useState("");
  const ask = useAsk(shown);
  const needed = Boolean(estimate?.need);
  const stuck = needed && estimate?.approvers.length === 0;
  const send = (): void => ask.mutate({ format, columns: all ? [] : shown.columns, reason: needed ? reason.trim() : "" }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={t("screens.export.dialog", { kind: enumText(t, "export_kind", shown.kind) })}
      okText={t(needed ? "screens.export.ask" : "screens.export.start")}
      cancelText={t("shell.form.cancel")}
      okButtonProps={{ loading: ask.isPending, disabled: stuck || Boolean(error) || (needed && !reason.trim()) }}
      onOk={send}
      onCancel={onClose}
      width={480}
    >
      <div className={styles["form"]}>
        <Alert type={error || stuck ? "error" : needed ? "warning" : "info"} showIcon title={<Estimate estimate={estimate} error={error} />} />
        {ask.error && <Alert type="error" showIcon title={problemText(asProblem(ask.error), t)} />}
        <fieldset>
          <legend>{t("fields.export.format")}</legend>
          <Radio.Group value={format} onChange={({ target }) => setFormat(target.value as Format)} options={FORMATS.map((value) => ({ value, label: enumText(t, "export_format", value) }))} />
        </fieldset>
        <fieldset>
          <legend>{t("screens.export.columns")}</legend>
          <Radio.Group
            value={all}
            onChange={({ target }) => setAll(target.value as boolean)}
            options={[
              { value: false, label: t("screens.export.asSeen") },
              { value: true, label: t("screens.export.allColumns") },
            ]}
          />
        </fieldset>
        {needed && (
          <div>
            <label htmlFor={id}>{t("fields.export.reason")}</label>
            <Input.TextArea id={id} autoFocus rows={3} maxLength={500} aria-required value={reason} onChange={({ target }) => setReason(target.value)} />
          </div>
        )}
      </div>
    </Modal>
  );
}
