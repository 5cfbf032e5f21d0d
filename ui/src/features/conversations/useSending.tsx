import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useCallback, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, must, newKey } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Words } from "@/resource/chat/Bubble";
import chat from "@/resource/chat/Chat.module.css";
import { hear, saidKey, type Said } from "@/resource/chat/said";
import { useRefresh } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";

interface Sent {
  id: number;
  key: string;
  text: string;
  file: number | null;
  wrong?: string;
}

/** Answers on their way: shown at once, kept with a way to try again where they failed. The same mark says each once. */
export function useSending(id: number) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = useRefresh();
  const [sent, setSent] = useState<readonly Sent[]>([]);
  const drop = useCallback((key: string) => setSent((all) => all.filter((one) => one.key !== key)), []);
  const go = useCallback(
    async (one: Sent): Promise<void> => {
      setSent((all) => all.map((other) => (other.key === one.key ? { id: one.id, key: one.key, text: one.text, file: one.file } : other)));
      try {
        const body = { text: one.text, client_id: one.key, file_id: one.file };
        const message = must(await api.POST("/api/v1/conversations/{id}/messages", { params: { path: { id: one.id } }, body, headers: { "Idempotency-Key": one.key } }));
        const known = client.getQueryData<Said>(saidKey(one.id));
        const next = known && hear(known, message);
        if (next) client.setQueryData(saidKey(one.id), next);
        else await client.invalidateQueries({ queryKey: saidKey(one.id) });
        drop(one.key);
        refresh("conversation");
      } catch (error) {
        const wrong = problemText(asProblem(error), t);
        setSent((all) => all.map((other) => (other.key === one.key ? { ...other, wrong } : other)));
      }
    },
    [client, drop, refresh, t],
  );
  const send = (text: string, files: readonly number[]): void => {
    const parts = files.length > 0 ? files.map((file, place) => ({ text: place === 0 ? text : "", file })) : [{ text, file: null }];
    const fresh = parts.map((part): Sent => ({ id, key: newKey(), ...part }));
    setSent((all) => [...all, ...fresh]);
    void fresh.reduce((before, one) => before.then(() => go(one)), Promise.resolve());
  };
  const waiting: ReactNode = sent
    .filter((one) => one.id === id)
    .map((one) => (
      <li key={one.key} className={chat["said"]} data-author="agent" data-state={one.wrong ? "failed" : "sending"}>
        <div className={chat["bubble"]}>
          <Words text={one.text || t("chat.file")} />
        </div>
        {one.wrong ? (
          <small role="alert">
            {one.wrong}{" "}
            <Button size="small" type="link" onClick={() => void go(one)}>
              {t("chat.again")}
            </Button>
            <Button size="small" type="link" onClick={() => drop(one.key)}>
              {t("chat.drop")}
            </Button>
          </small>
        ) : (
          <small className={chat["who"]}>{t("chat.sending")}</small>
        )}
      </li>
    ));
  return { send, waiting };
}
