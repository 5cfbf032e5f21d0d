import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Settings.module.css";

/** The key of a new token, shown this once. */
export default function NewKey({ value, onClose }: { value: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(value).then(() => setCopied(true));
  const footer = (
    <>
      <Button onClick={copy}>{t(copied ? "screens.settings.tokens.copied" : "screens.settings.tokens.copy")}</Button>
      <Button type="primary" onClick={onClose}>
        {t("screens.settings.tokens.kept")}
      </Button>
    </>
  );
  return (
    <Modal open title={t("screens.settings.tokens.keyTitle")} closable={false} footer={footer} mask={{ closable: false }}>
      <p>{t("screens.settings.tokens.keyText")}</p>
      <code className={styles["key"]}>{value}</code>
    </Modal>
  );
}
