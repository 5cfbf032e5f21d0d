import { Alert, Input, Modal, Radio, Segmented } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { asProblem } from "@/api/problem";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { useRefresh } from "@/resource/useRecord";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useSettled } from "@/shared/useSettled";
import styles from "./Console.module.css";

type To = "person" | "unit";

/** To a colleague who is there, or to the queue of a unit, with a word. */
export function HandOn({ id, onDone, onClose }: { id: number; onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: me } = useMe();
  const refresh = useRefresh();
  const [to, setTo] = useState<To>("person");
  const [person, setPerson] = useState<number>();
  const [unit, setUnit] = useState<number | null>(null);
  const [words, setWords] = useState("");
  const [q, setQ] = useState("");
  const asked = useSettled(q.trim(), 200);
  const { data } = $api.useQuery("get", "/api/v1/conversations/colleagues", { params: { query: { q: asked } } });
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.POST("/api/v1/conversations/{id}/transfers", { params: { path: { id } }, body: { words, owner_id: to === "person" ? (person ?? null) : null, unit_id: to === "unit" ? unit : null } }),
    onSuccess: () => {
      toast("good", t("chat.handedOn"));
      onClose();
      onDone();
      refresh("conversation");
    },
  });
  const ready = to === "person" ? person !== undefined : unit !== null;
  return (
    <Modal open title={t("chat.handOn")} okText={t("chat.handOnOk")} cancelText={t("shell.form.cancel")} okButtonProps={{ disabled: !ready, loading: isPending }} onOk={() => mutate()} onCancel={onClose} width={480}>
      <div className={styles["handOn"]}>
        <Segmented<To> value={to} onChange={setTo} options={(["person", "unit"] as const).map((value) => ({ value, label: t(`chat.to.${value}`) }))} />
        {error ? <Alert type="error" showIcon title={problemText(asProblem(error), t)} /> : null}
        {to === "person" ? (
          <>
            <Input.Search allowClear placeholder={t("chat.findColleague")} aria-label={t("chat.findColleague")} value={q} onChange={(event) => setQ(event.target.value)} />
            <Radio.Group className={styles["people"] ?? ""} value={person} onChange={(event) => setPerson(event.target.value as number)}>
              {data?.items
                .filter(({ id: one }) => one !== me)
                .map(({ id: one, name, unit_name: where, ready: there, chats }) => (
                  <Radio key={one} value={one} disabled={!there}>
                    {name} <small>{[where, t("chat.has", { n: chats })].filter(Boolean).join(" · ")}</small> <Mark tone={there ? "good" : "plain"}>{t(there ? "chat.there" : "chat.away")}</Mark>
                  </Radio>
                ))}
            </Radio.Group>
          </>
        ) : (
          <UnitPicker value={unit} onChange={setUnit} aria-label={t("chat.to.unit")} placeholder={t("chat.to.unit")} />
        )}
        <Input value={words} maxLength={200} placeholder={t("chat.words")} aria-label={t("chat.words")} onChange={(event) => setWords(event.target.value)} />
      </div>
    </Modal>
  );
}
