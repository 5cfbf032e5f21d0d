import DisconnectOutlined from "@ant-design/icons/DisconnectOutlined";
import { useTranslation } from "react-i18next";
import { useLineState } from "@/shared/live/live";
import styles from "./TopBar.module.css";

/** Says so while live updates are cut off; goes away by itself when they are back. */
export function LineLost() {
  const { t } = useTranslation();
  const lost = useLineState() === "lost";
  return (
    <span role="status" className={lost ? styles["lost"] : undefined} title={lost ? t("shell.line.lost") : undefined}>
      {lost && (
        <>
          <DisconnectOutlined /> <span>{t("shell.line.lost")}</span>
        </>
      )}
    </span>
  );
}
