import { Alert, Button, Drawer, Input, InputNumber, Select, Switch } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BodyOf, ChatSite, EditOf } from "@/api/types";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { ChatPreview } from "./ChatPreview";
import { ByLanguage } from "./ByLanguage";
import styles from "./Chats.module.css";
import { HoursEditor } from "./HoursEditor";
import { OFFICE, type Hours } from "./ruleDraft";
import { editFrom, useSaving } from "./useSaving";

const TEXTS = ["title", "greeting", "away", "consent"] as const;
const NEW: BodyOf<"/api/v1/chat-sites"> = { name: "", unit_id: null, origins: [], texts: {}, hours: {}, campaign: "", bot: true, colour: "#1557ff", chats_each: 5, active: true };
type Draft = Pick<ChatSite, keyof typeof NEW & keyof ChatSite>;

function Part({ label, help, children }: { label: string; help?: string; children: ReactNode }) {
  return (
    <div className={styles["part"]}>
      <h3>{label}</h3>
      {children}
      {help && <small>{help}</small>}
    </div>
  );
}

/** A site: whose visitors these are, where and when, and what its chat says. */
export default function SiteDrawer({ site, ours, onClose }: { site: ChatSite | undefined; ours: Readonly<Record<string, Record<string, string>>>; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const [draft, setDraft] = useState<Draft>(() => Object.fromEntries(Object.keys(NEW).map((name) => [name, (site ?? NEW)[name as keyof Draft]])) as unknown as Draft);
  const { save, busy, problem } = useSaving("chat_site", onClose);
  const put = (part: Partial<Draft>): void => setDraft((held) => ({ ...held, ...part }));
  const send = (): void =>
    void save(async (key) => {
      if (!site) return api.POST("/api/v1/chat-sites", { body: draft, headers: { "Idempotency-Key": key + JSON.stringify(draft).length } });
      const edit = editFrom(site, draft);
      return edit && api.PATCH("/api/v1/chat-sites/{id}", { params: { path: { id: site.id } }, body: edit as EditOf<"/api/v1/chat-sites/{id}"> });
    });
  const always = Object.keys(draft.hours).length === 0;
  const said = (name: string): Record<string, string> => Object.fromEntries(Object.entries(draft.texts).flatMap(([language, texts]) => (texts[name] ? [[language, texts[name]]] : [])));
  const say = (name: string, values: Record<string, string>): void => {
    const languages = new Set([...Object.keys(draft.texts), ...Object.keys(values)]);
    const texts: Record<string, Record<string, string>> = {};
    for (const language of languages) {
      const { [name]: _, ...others } = draft.texts[language] ?? {};
      const text = values[language];
      const all = text ? { ...others, [name]: text } : others;
      if (Object.keys(all).length > 0) texts[language] = all;
    }
    put({ texts });
  };
  const footer = (
    <div className={styles["buttons"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} disabled={!draft.name.trim()} onClick={send}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  return (
    <Drawer open title={site ? site.name : t("chat.set.newSite")} onClose={onClose} size={phone ? "100%" : 560} footer={footer}>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 12 }} />}
      <Part label={t("chat.set.name")}>
        <Input aria-label={t("chat.set.name")} maxLength={80} value={draft.name} onChange={(event) => put({ name: event.target.value })} />
      </Part>
      <Part label={t("chat.set.unit")} help={t("chat.set.unitHelp")}>
        <UnitPicker aria-label={t("chat.set.unit")} placeholder={t("chat.set.everyone")} value={draft.unit_id} onChange={(unit) => put({ unit_id: unit })} />
      </Part>
      <Part label={t("chat.set.origins")} help={t("chat.set.originsHelp")}>
        <Select mode="tags" open={false} suffixIcon={null} aria-label={t("chat.set.origins")} placeholder="https://www.example.com" value={draft.origins} onChange={(origins: string[]) => put({ origins: origins.map((one) => one.trim().replace(/\/+$/, "")) })} tokenSeparators={[",", " ", "\n"]} />
      </Part>
      <Part label={t("chat.set.hours")}>
        <span className={styles["line"]}>
          <Switch aria-label={t("chat.set.always")} checked={always} onChange={(on) => put({ hours: on ? {} : { ...OFFICE } })} /> {t("chat.set.always")}
        </span>
        {!always && <HoursEditor hours={draft.hours as unknown as Hours} onChange={(hours) => put({ hours: { ...hours } })} />}
      </Part>
      <Part label={t("chat.set.eachLabel")}>
        <InputNumber aria-label={t("chat.set.eachLabel")} min={1} max={50} precision={0} value={draft.chats_each} onChange={(value) => put({ chats_each: value ?? 5 })} />
      </Part>
      <Part label={t("chat.fact.campaign")} help={t("chat.set.campaignHelp")}>
        <Input aria-label={t("chat.fact.campaign")} maxLength={120} value={draft.campaign} onChange={(event) => put({ campaign: event.target.value })} />
      </Part>
      <span className={styles["line"]}>
        <label>
          {t("chat.set.colour")} <input type="color" value={draft.colour} onChange={(event) => put({ colour: event.target.value })} />
        </label>
        <span>
          <Switch aria-label={t("chat.set.bot")} checked={draft.bot} onChange={(bot) => put({ bot })} /> {t("chat.set.bot")}
        </span>
        <span>
          <Switch aria-label={t("chat.set.active")} checked={draft.active} onChange={(active) => put({ active })} /> {t("chat.set.active")}
        </span>
      </span>
      {TEXTS.map((name) => (
        <Part key={name} label={t(`chat.set.texts.${name}`)}>
          <ByLanguage label={t(`chat.set.texts.${name}`)} values={said(name)} maxLength={name === "title" ? 80 : 2000} onChange={(values) => say(name, values)} />
        </Part>
      ))}
      <ChatPreview draft={draft} ours={ours} />
    </Drawer>
  );
}
