import { Alert, Input, Modal } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { spendRows } from "./spendRows";

const SOURCES = ["advert", "event", "form", "chat", "phone", "wecom", "email", "referral", "file", "api", "manual", "other"] as const;

interface Wrong {
  line: number;
  detail: string;
}

/** A sheet as it is copied: what could not be entered stays to be mended; the same days again take the place of what was there. */
export function PasteSpend({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const words = Object.fromEntries(SOURCES.map((source) => [t(`enums.lead_source.${source}`), source]));
  const { rows, unread } = spendRows(text, words);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => must(await api.POST("/api/v1/spends/batch", { body: { items: rows.map(({ item }) => item) } })).results,
    onSuccess: (results) => {
      const refused = results.flatMap((one, index) => (one.ok ? [] : [{ line: rows[index]?.line ?? 0, detail: one.detail ?? "" }]));
      setWrong(refused);
      toast(refused.length > 0 ? "plain" : "good", t("screens.returns.spends.entered", { n: results.length - refused.length }));
      void client.invalidateQueries();
      if (refused.length === 0) onClose();
    },
    onError: tell,
  });
  const told = [...unread.map((line) => ({ line, detail: t("screens.returns.spends.unread") })), ...wrong];
  return (
    <Modal
      open
      title={t("screens.returns.spends.enter")}
      okText={t("screens.returns.spends.ok", { n: rows.length })}
      okButtonProps={{ disabled: rows.length === 0 || unread.length > 0 }}
      confirmLoading={isPending}
      onOk={() => mutate()}
      onCancel={onClose}
    >
      <p style={{ margin: "0 0 8px" }}>{t("screens.returns.spends.pasteText")}</p>
      <Input.TextArea aria-label={t("screens.returns.spends.pasteText")} rows={10} value={text} placeholder={t("screens.returns.spends.example")} onChange={({ target }) => setText(target.value)} />
      {told.length > 0 && (
        <Alert
          type="error"
          style={{ marginTop: 12 }}
          title={t("messengers.wrong", { n: told.length })}
          description={
            <ul>
              {told.slice(0, 20).map(({ line, detail }) => (
                <li key={line}>{t("messengers.row", { n: line, detail })}</li>
              ))}
            </ul>
          }
        />
      )}
    </Modal>
  );
}
