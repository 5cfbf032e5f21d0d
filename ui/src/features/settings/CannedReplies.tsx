import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import type { Canned } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import type { Field } from "@/resource/types";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Chats.module.css";

const FIELDS: readonly Field[] = [
  { name: "shortcut", kind: "text", required: true, maxLength: 40 },
  { name: "text", kind: "textarea", required: true },
];
const TOUCHES = ["canned_reply"] as const;

const writing = (mine: boolean): Question => ({
  title: mine ? "chat.set.newMine" : "chat.set.newCanned",
  done: "chat.set.saved",
  fields: FIELDS,
  submit: ({ shortcut, text }, key) => api.POST("/api/v1/canned-replies", { body: { shortcut: String(shortcut), text: String(text), mine }, headers: { "Idempotency-Key": key } }),
});

const editing = ({ id, shortcut, text, version }: Canned): Question => ({
  title: "chat.set.editCanned",
  done: "chat.set.saved",
  fields: FIELDS,
  initial: { shortcut, text },
  submit: ({ shortcut: short, text: words }) => api.PATCH("/api/v1/canned-replies/{id}", { params: { path: { id } }, body: { changes: { shortcut: String(short), text: String(words), fields: {} }, version } as never }),
});

/** Replies that agents have ready: mine, and everybody's. */
export function CannedReplies() {
  const { t } = useTranslation();
  const may = useMay();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const { data } = $api.useQuery("get", "/api/v1/canned-replies", {}, { meta: live("canned_reply") });
  const mayEdit = ({ mine }: Canned): boolean => mine || may("chat.manage");
  return (
    <section>
      <header className={styles["line"]}>
        <h2>{t("chat.set.canned")}</h2>
        <Button size="small" onClick={() => setQuestion(writing(true))}>
          {t("chat.set.newMine")}
        </Button>
        {may("chat.manage") && (
          <Button size="small" onClick={() => setQuestion(writing(false))}>
            {t("chat.set.newCanned")}
          </Button>
        )}
      </header>
      <p className={styles["note"]}>{t("chat.set.cannedText")}</p>
      <ul className={styles["canned"]}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <b>{one.shortcut}</b>
            <span>{one.text}</span>
            <span className={styles["line"]}>
              <Mark tone={one.mine ? "accent" : "plain"}>{t(one.mine ? "chat.set.mine" : "chat.set.everybodys")}</Mark>
              {mayEdit(one) && (
                <>
                  <Button size="small" onClick={() => setQuestion(editing(one))} aria-label={`${t("chat.set.edit")} ${one.shortcut}`}>
                    {t("chat.set.edit")}
                  </Button>
                  <Button size="small" type="text" danger aria-label={`${t("chat.set.remove")} ${one.shortcut}`} onClick={() => act({ run: () => api.DELETE("/api/v1/canned-replies/{id}", { params: { path: { id: one.id } } }), done: "chat.set.removed", touches: TOUCHES })}>
                    {t("chat.set.remove")}
                  </Button>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <RecordDialog kind="canned_reply" question={question} touches={TOUCHES} onClose={() => setQuestion(undefined)} />
    </section>
  );
}
