import { useTranslation } from "react-i18next";
import type { ChatSite } from "@/api/types";
import { useSettled } from "@/shared/useSettled";
import styles from "./Chats.module.css";

interface Props {
  draft: Pick<ChatSite, "name" | "texts" | "colour">;
  /** What is said where the site has no words of its own. */
  ours: Readonly<Record<string, Record<string, string>>>;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** The widget itself, as these settings would have it. It sends nothing, and may reach nothing of this page. */
export function ChatPreview({ draft: { name, texts, colour }, ours }: Props) {
  const { t, i18n } = useTranslation();
  const own = Object.fromEntries(Object.entries(texts[i18n.language] ?? {}).filter(([, text]) => text));
  const said = { ...ours[i18n.language], ...own, title: own["title"] || name };
  const visit = { secret: null, consent: "", ...said, colour, there: true, choices: [], conversation: null, messages: [] };
  const shown = useSettled(JSON.stringify(visit), 400);
  const page = `<!doctype html><html lang="${i18n.language}"><body><script src="${location.origin}/chat/widget.js" data-site="preview" data-language="${i18n.language}" data-preview="${escaped(shown)}"></script></body></html>`;
  return (
    <div className={styles["part"]}>
      <h3>{t("chat.set.preview")}</h3>
      <iframe key={shown} className={styles["preview"]} title={t("chat.set.preview")} sandbox="allow-scripts" srcDoc={page} />
      <small>{t("chat.set.previewHelp")}</small>
    </div>
  );
}
