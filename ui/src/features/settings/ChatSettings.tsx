import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { BotAnswer, ChatSite } from "@/api/types";
import { live } from "@/shared/live/meta";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { AnswerRows } from "./AnswerRows";
import { BotTrial } from "./BotTrial";
import { CannedReplies } from "./CannedReplies";
import styles from "./Chats.module.css";
import { SettingsTabs } from "./SettingsTabs";
import { ChatSnippet } from "./ChatSnippet";

const SiteDrawer = lazy(() => import("./SiteDrawer"));
const AnswerDrawer = lazy(() => import("./AnswerDrawer"));

/** Sites with a chat, what the bot knows, replies that agents have ready. */
export function ChatSettings() {
  const { t } = useTranslation();
  const [site, setSite] = useState<ChatSite | "new">();
  const [answer, setAnswer] = useState<BotAnswer | "new">();
  const sites = $api.useQuery("get", "/api/v1/chat-sites", {}, { meta: live("chat_site", "unit") });
  const answers = $api.useQuery("get", "/api/v1/bot-answers", {}, { meta: live("bot_answer") });
  if (sites.isPending || answers.isPending) return <PageSkeleton />;
  if (!sites.data || !answers.data) return <Failing error={sites.error ?? answers.error} onRetry={() => void Promise.all([sites.refetch(), answers.refetch()])} />;
  const create = (
    <Button type="primary" onClick={() => setSite("new")}>
      {t("chat.set.newSite")}
    </Button>
  );
  return (
    <Page title={t("shell.nav.settings")} actions={create}>
      <SettingsTabs />
      <div className={styles["page"]}>
        <section>
          <h2>{t("chat.set.sites")}</h2>
          <p className={styles["note"]}>{t("chat.set.sitesText")}</p>
          {sites.data.items.length === 0 && <Empty title={t("chat.set.noSites")} action={create} />}
          <ul className={styles["sites"]}>
            {sites.data.items.map((one) => (
              <li key={one.id}>
                <header>
                  <i style={{ background: one.colour }} aria-hidden="true" />
                  <b>{one.name}</b>
                  <Mark tone={one.active ? "good" : "plain"}>{t(one.active ? "chat.set.on" : "chat.set.off")}</Mark>
                  <small>{[one.unit_name ?? t("chat.set.everyone"), t("chat.set.each", { n: one.chats_each }), one.bot ? t("chat.set.withBot") : t("chat.set.noBot")].join(" · ")}</small>
                  <Button size="small" onClick={() => setSite(one)} aria-label={`${t("chat.set.edit")} ${one.name}`}>
                    {t("chat.set.edit")}
                  </Button>
                </header>
                <ChatSnippet token={one.token} />
              </li>
            ))}
          </ul>
        </section>
        <section>
          <header className={styles["line"]}>
            <h2>{t("chat.set.answers")}</h2>
            <Button size="small" onClick={() => setAnswer("new")}>
              {t("chat.set.newAnswer")}
            </Button>
          </header>
          <p className={styles["note"]}>{t("chat.set.answersText")}</p>
          <BotTrial />
          {answers.data.items.length === 0 ? <Empty title={t("chat.set.noAnswers")} /> : <AnswerRows answers={answers.data.items} onOpen={setAnswer} />}
        </section>
        <CannedReplies />
      </div>
      <Suspense>
        {site && <SiteDrawer site={site === "new" ? undefined : site} ours={sites.data.ours} onClose={() => setSite(undefined)} />}
        {answer && <AnswerDrawer answer={answer === "new" ? undefined : answer} sites={sites.data.items} onClose={() => setAnswer(undefined)} />}
      </Suspense>
    </Page>
  );
}
