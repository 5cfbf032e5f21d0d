import { useTranslation } from "react-i18next";
import styles from "./PageSkeleton.module.css";

const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The shape of a page that is on its way. */
export function PageSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={styles["page"]} role="status" aria-label={t("shell.loading")}>
      <div className={styles["title"]} />
      {ROWS.map((row) => (
        <div key={row} className={styles["row"]} />
      ))}
    </div>
  );
}
