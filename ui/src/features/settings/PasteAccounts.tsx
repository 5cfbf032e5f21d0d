import { Alert, Input, Modal, Segmented } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Results } from "@/api/types";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Messengers.module.css";
import { pastedRows } from "./pasted";

const AT_ONCE = 1000; // that one request takes

interface Props {
  names: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

interface Wrong {
  line: number;
  detail: string;
}

/** Many at once, each row on its own merits: what could not be entered stays to be mended. */
export function PasteAccounts({ names, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const [name, setName] = useState(names[0] ?? "");
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<Wrong[]>([]);
  const rows = pastedRows(text);
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      const results: Results["results"] = [];
      for (let start = 0; start < rows.length; start += AT_ONCE) {
        const body = { rows: rows.slice(start, start + AT_ONCE).map(({ login, account }) => ({ login, account })) };
        results.push(...must(await api.POST("/api/v1/messengers/{name}/accounts", { params: { path: { name } }, body })).results);
      }
      return results;
    },
    onSuccess: (results) => {
      const refused = results.flatMap((one, index) => (one.ok ? [] : [{ line: rows[index]?.line ?? 0, detail: one.detail ?? "" }]));
      setWrong(refused);
      toast(refused.length > 0 ? "plain" : "good", t("messengers.entered", { n: results.length - refused.length }));
      onDone();
      if (refused.length === 0) onClose();
    },
    onError: tell,
  });
  return (
    <Modal open title={t("messengers.paste")} okText={t("messengers.enter")} okButtonProps={{ disabled: rows.length === 0 }} confirmLoading={isPending} onOk={() => mutate()} onCancel={onClose}>
      <Segmented aria-label={t("messengers.pasteInto")} value={name} onChange={setName} options={names.map((value) => ({ value, label: t(`messengers.name.${value}`) }))} />
      <p className={styles["words"]} style={{ margin: "12px 0 8px" }}>
        {t("messengers.pasteText")}
      </p>
      <Input.TextArea aria-label={t("messengers.pasteText")} rows={8} value={text} placeholder={"limin,LiMin\nwangbo,WangBo"} onChange={({ target }) => setText(target.value)} />
      {wrong.length > 0 && (
        <Alert
          type="error"
          style={{ marginTop: 12 }}
          title={t("messengers.wrong", { n: wrong.length })}
          description={
            <ul>
              {wrong.slice(0, 20).map(({ line, detail }) => (
                <li key={line}>{t("messengers.row", { n: line, detail })}</li>
              ))}
            </ul>
          }
        />
      )}
    </Modal>
  );
}
