import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RemoteSelect } from "@/resource/pickers/RemoteSelect";
import type { Option } from "@/resource/pickers/useOptions";
import { useAct } from "@/resource/useAct";

const KINDS = ["lead", "customer"] as const;

/** One number for a record of either kind, since a list chooses by number. */
const numberOf = (kind: string, id: number): number => id * 2 + (kind === "customer" ? 1 : 0);

/** Says by hand whom a conversation is with. */
export function LinkTo({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const [chosen, setChosen] = useState<number | null>(null);
  const ask = async (q: string, signal: AbortSignal): Promise<Option[]> => {
    if (!q) return [];
    const { items } = must(await api.GET("/api/v1/search", { params: { query: { q } }, signal }));
    return items.filter(({ kind }) => (KINDS as readonly string[]).includes(kind)).map(({ kind, id: one, title, subtitle }) => ({ value: numberOf(kind, one), label: title, hint: [t(`chat.known.${kind}`), subtitle].filter(Boolean).join(" · ") }));
  };
  const link = (): void => {
    if (chosen === null) return;
    const body = { about_kind: KINDS[chosen % 2] ?? "lead", about_id: Math.floor(chosen / 2) };
    act({ run: () => api.PUT("/api/v1/conversations/{id}/link", { params: { path: { id } }, body }), done: "chat.link.done", touches: ["conversation", "lead", "customer"] });
    onClose();
  };
  return (
    <Modal open title={t("chat.link.title")} okText={t("chat.link.ok")} cancelText={t("shell.form.cancel")} okButtonProps={{ disabled: chosen === null }} onOk={link} onCancel={onClose} width={480}>
      <RemoteSelect name="chat-link" ask={ask} value={chosen} onChange={setChosen} autoFocus placeholder={t("chat.link.find")} aria-label={t("chat.link.find")} />
    </Modal>
  );
}
