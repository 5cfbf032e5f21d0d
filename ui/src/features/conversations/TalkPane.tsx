import ArrowLeftOutlined from "@ant-design/icons/ArrowLeftOutlined";
import { Button } from "antd";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { ConversationDetail } from "@/api/types";
import { nameOf } from "@/resource/chat/nameOf";
import { Talk } from "@/resource/chat/Talk";
import { useAct } from "@/resource/useAct";
import { useMe } from "@/shared/session/session";
import styles from "./Console.module.css";
import { ReplyBox } from "./ReplyBox";
import { useSending } from "./useSending";
import { Waited } from "./Waited";
import { waitsSince } from "./QueueRow";

/** Whoever has it and looks at it has read it. */
function useReading({ id, owner_id: owner, last_seq: last, agent_read: read }: ConversationDetail): void {
  const { id: me } = useMe();
  const client = useQueryClient();
  const told = useRef("");
  useEffect(() => {
    const look = (): void => {
      const news = `${id} ${owner} ${last}`;
      if (owner !== me || document.visibilityState !== "visible" || (told.current === news && last <= read)) return;
      told.current = news;
      void api.POST("/api/v1/conversations/{id}/reads", { params: { path: { id } }, body: { seq: last } }).then(
        () => client.invalidateQueries({ queryKey: ["get", "/api/v1/notifications"] }),
        () => undefined,
      );
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [id, owner, me, last, read, client]);
}

interface Props {
  chat: ConversationDetail;
  typing: boolean;
  phone: boolean;
  onBack: () => void;
  onFacts: () => void;
  onHandOn: () => void;
}

/** The talk, what one may do with it, and where one answers. */
export function TalkPane({ chat, typing, phone, onBack, onFacts, onHandOn }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  useReading(chat);
  const { send, waiting } = useSending(chat.id);
  const { id, actions, owner_name: owner, state } = chat;
  const may = (verb: string): boolean => actions.includes(verb);
  const path = { params: { path: { id } } };
  const touches = ["conversation"] as const;
  const name = nameOf(chat, t);
  const since = waitsSince(chat);
  const reopen = (): Promise<unknown> => api.POST("/api/v1/conversations/{id}/reopenings", path);
  const take = (over: boolean): void => act({ run: () => api.POST("/api/v1/conversations/{id}/takes", { ...path, body: { over } }), done: "chat.taken", touches });
  const close = (): void => act({ run: () => api.POST("/api/v1/conversations/{id}/closures", path), done: "chat.closed", touches, undo: reopen });
  const after = (
    <>
      {waiting}
      {typing && <li className={styles["typing"]}>{t("chat.isTyping", { name })}</li>}
    </>
  );
  return (
    <section className={styles["pane"]} aria-label={name}>
      <header className={styles["paneHead"]}>
        {phone && <Button type="text" size="small" icon={<ArrowLeftOutlined />} aria-label={t("chat.back")} onClick={onBack} />}
        <span className={styles["paneName"]}>
          <b>{name}</b>
          <small>
            {state === "open" && owner ? t("chat.with", { name: owner }) : t(`enums.conversation.state.${state}`)} {since && <Waited since={since} />}
          </small>
        </span>
        <span className={styles["verbs"]}>
          {phone && (
            <Button size="small" onClick={onFacts}>
              {t("chat.facts")}
            </Button>
          )}
          {may("take") && (
            <Button size="small" type="primary" onClick={() => take(false)}>
              {t("chat.take")}
            </Button>
          )}
          {may("take_over") && (
            <Button size="small" onClick={() => take(true)}>
              {t("chat.takeOver")}
            </Button>
          )}
          {may("transfer") && (
            <Button size="small" onClick={onHandOn}>
              {t("chat.handOn")}
            </Button>
          )}
          {may("close") && (
            <Button size="small" onClick={close}>
              {t("chat.close")}
            </Button>
          )}
          {may("reopen") && (
            <Button size="small" onClick={() => act({ run: reopen, done: "chat.reopened", touches })}>
              {t("chat.reopen")}
            </Button>
          )}
        </span>
      </header>
      <Talk key={id} id={id} visitor={name} after={after} />
      {may("say") && <ReplyBox key={id} id={id} takes={may("take")} onSend={send} />}
    </section>
  );
}
