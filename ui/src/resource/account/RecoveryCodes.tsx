import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Account.module.css";

/** The recovery codes, shown this once. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(codes.join("\n")).then(() => setCopied(true));
  return (
    <section className={styles["step"]}>
      <h2>{t("screens.settings.factor.codesTitle")}</h2>
      <p>{t("screens.settings.factor.codesText")}</p>
      <ol className={styles["codes"]}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={styles["buttons"]}>
        <Button onClick={copy}>{t(copied ? "screens.settings.factor.copied" : "screens.settings.factor.copy")}</Button>
        <Button onClick={() => print()}>{t("screens.settings.factor.print")}</Button>
        <Button type="primary" onClick={onKept}>
          {t("screens.settings.factor.kept")}
        </Button>
      </div>
    </section>
  );
}
