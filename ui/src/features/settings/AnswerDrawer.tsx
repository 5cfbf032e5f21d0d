import { Alert, Button, Drawer, Select, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BotAnswer, ChatSite, EditOf } from "@/api/types";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { ByLanguage } from "./ByLanguage";
import styles from "./Chats.module.css";
import { editFrom, useSaving } from "./useSaving";

type Draft = Pick<BotAnswer, "site_id" | "asked" | "texts" | "button" | "offered" | "hand_over">;
const NEW: Draft = { site_id: null, asked: [], texts: {}, button: {}, offered: false, hand_over: false };
const NAMES = Object.keys(NEW) as (keyof Draft)[];

/** One thing that the bot knows: how it is asked, what it answers. */
export default function AnswerDrawer({ answer, sites, onClose }: { answer: BotAnswer | undefined; sites: readonly ChatSite[]; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const [draft, setDraft] = useState<Draft>(() => Object.fromEntries(NAMES.map((name) => [name, (answer ?? NEW)[name]])) as unknown as Draft);
  const { save, busy, problem } = useSaving("bot_answer", onClose);
  const put = (part: Partial<Draft>): void => setDraft((held) => ({ ...held, ...part }));
  const send = (): void =>
    void save(async (key) => {
      if (!answer) return api.POST("/api/v1/bot-answers", { body: draft, headers: { "Idempotency-Key": key + JSON.stringify(draft).length } });
      const edit = editFrom(answer, draft);
      return edit && api.PATCH("/api/v1/bot-answers/{id}", { params: { path: { id: answer.id } }, body: edit as EditOf<"/api/v1/bot-answers/{id}"> });
    });
  const footer = (
    <div className={styles["buttons"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} disabled={draft.asked.length === 0} onClick={send}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={answer ? answer.asked[0] : t("chat.set.newAnswer")} onClose={onClose} size={phone ? "100%" : 480} footer={footer}>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 12 }} />}
      <div className={styles["part"]}>
        <h3>{t("chat.set.asked")}</h3>
        <Select mode="tags" open={false} suffixIcon={null} aria-label={t("chat.set.asked")} placeholder={t("chat.set.askedExample")} value={draft.asked} onChange={(asked: string[]) => put({ asked })} tokenSeparators={[",", "，", "\n"]} />
        <small>{t("chat.set.askedHelp")}</small>
      </div>
      <div className={styles["part"]}>
        <h3>{t("chat.set.answer")}</h3>
        <ByLanguage label={t("chat.set.answer")} values={draft.texts} maxLength={2000} rows={2} onChange={(texts) => put({ texts })} />
      </div>
      <span className={styles["line"]}>
        <span>
          <Switch aria-label={t("chat.set.offered")} checked={draft.offered} onChange={(offered) => put({ offered })} /> {t("chat.set.offered")}
        </span>
        <span>
          <Switch aria-label={t("chat.set.handOver")} checked={draft.hand_over} onChange={(over) => put({ hand_over: over })} /> {t("chat.set.handOver")}
        </span>
      </span>
      {draft.offered && (
        <div className={styles["part"]}>
          <h3>{t("chat.set.button")}</h3>
          <ByLanguage label={t("chat.set.button")} values={draft.button} maxLength={40} onChange={(button) => put({ button })} />
        </div>
      )}
      {sites.length > 1 && (
        <div className={styles["part"]}>
          <h3>{t("chat.set.onlyOn")}</h3>
          <Select<number | null> allowClear aria-label={t("chat.set.onlyOn")} placeholder={t("chat.set.allSites")} value={draft.site_id} onChange={(site) => put({ site_id: site ?? null })} options={sites.map(({ id, name }) => ({ value: id, label: name }))} />
        </div>
      )}
    </Drawer>
  );
}
