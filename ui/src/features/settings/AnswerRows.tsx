import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import type { BotAnswer } from "@/api/types";
import { useAct } from "@/resource/useAct";
import { useRefresh } from "@/resource/useRecord";
import { Mark } from "@/shared/ui/Mark";
import { useTellFailure } from "@/shared/ui/useTell";
import styles from "./Chats.module.css";
import { moved } from "./order";
import { OrderedList } from "@/resource/form/OrderedList";

/** What the bot knows, in the order in which it prefers and offers it. */
export function AnswerRows({ answers, onOpen }: { answers: readonly BotAnswer[]; onOpen: (answer: BotAnswer) => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const act = useAct();
  const move = (from: number, to: number): void => {
    const order = moved(answers, from, to);
    client.setQueriesData<{ items: BotAnswer[] }>({ queryKey: ["get", "/api/v1/bot-answers"] }, (known) => known && { ...known, items: order });
    void api
      .PUT("/api/v1/bot-answers/order", { body: { ids: order.map(({ id }) => id) } })
      .catch(tell)
      .finally(() => refresh("bot_answer"));
  };
  const rows = answers.map((answer) => ({ ...answer, label: answer.asked[0] ?? `#${answer.id}` }));
  return (
    <OrderedList rows={rows} onMove={move} rowClass={styles["answer"]}>
      {(row) => (
        <>
          <span className={styles["body"]}>
            <b>{row.asked.join(" / ")}</b>
            <small>{row.texts[i18n.language] ?? row.texts["zh-Hans"] ?? Object.values(row.texts)[0]}</small>
          </span>
          <span className={styles["line"]}>
            {row.offered && <Mark tone="accent">{t("chat.set.offered")}</Mark>}
            {row.hand_over && <Mark tone="warn">{t("chat.set.handOver")}</Mark>}
            <small>{t("chat.set.used", { n: row.used })}</small>
            <Button size="small" onClick={() => onOpen(row)} aria-label={`${t("chat.set.edit")} ${row.label}`}>
              {t("chat.set.edit")}
            </Button>
            <Button size="small" type="text" danger aria-label={`${t("chat.set.remove")} ${row.label}`} onClick={() => act({ run: () => api.DELETE("/api/v1/bot-answers/{id}", { params: { path: { id: row.id } } }), done: "chat.set.removed", touches: ["bot_answer"] })}>
              {t("chat.set.remove")}
            </Button>
          </span>
        </>
      )}
    </OrderedList>
  );
}
