import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Forms.module.css";

/** Words to be copied as they stand. */
export function Snippet({ title, text, help }: { title: string; text: string; help: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <div className={styles["snippet"]}>
      <h3>{title}</h3>
      <small>{help}</small>
      <Input.TextArea readOnly autoSize aria-label={title} value={text} />
      <Button size="small" onClick={copy} aria-live="polite">
        {t(copied ? "screens.settings.tokens.copied" : "screens.settings.tokens.copy")}
      </Button>
    </div>
  );
}
