import { useMutation } from "@tanstack/react-query";
import { Alert, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Chats.module.css";

/** Ask as a visitor would: what the bot would say, and why. */
export function BotTrial() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const { mutate, data, error, isPending } = useMutation({ mutationFn: async (said: string) => must(await api.POST("/api/v1/bot-answers/trials", { body: { text: said, language: /[a-z]{3}/i.test(said) ? "en" : "zh-Hans" } })) });
  return (
    <div className={styles["part"]}>
      <h3>{t("chat.set.try.title")}</h3>
      <Input.Search aria-label={t("chat.set.try.title")} placeholder={t("chat.set.try.text")} enterButton={t("chat.set.try.run")} loading={isPending} maxLength={200} value={text} onChange={(event) => setText(event.target.value)} onSearch={(said) => said.trim() && mutate(said)} />
      {error && <Alert type="error" title={problemText(asProblem(error), t)} />}
      <div aria-live="polite">
        {data && (
          <>
            <Mark tone={data.by === "none" ? "warn" : "good"}>{t(`chat.set.try.by.${data.by}`, { asked: data.asked ?? "" })}</Mark>
            {data.text && <p>{data.text}</p>}
            {data.person && <small>{t("chat.set.try.person")}</small>}
          </>
        )}
      </div>
    </div>
  );
}
