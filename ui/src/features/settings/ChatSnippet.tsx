import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { toast } from "@/shared/ui/toast";
import styles from "./Chats.module.css";

/** The line that a page needs to have the chat. */
export const snippetOf = (token: string, origin: string): string => `<script async src="${origin}/chat/widget.js" data-site="${token}"></script>`;

export function ChatSnippet({ token }: { token: string }) {
  const { t } = useTranslation();
  const text = snippetOf(token, location.origin);
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => toast("good", t("chat.set.copied")),
      () => toast("plain", t("chat.set.copyByHand")),
    );
  return (
    <div className={styles["snippet"]}>
      <code>{text}</code>
      <Button size="small" onClick={copy}>
        {t("chat.set.copy")}
      </Button>
    </div>
  );
}
