import { useTranslation } from "react-i18next";
import styles from "./ListSkeleton.module.css";

const ROWS = Array.from({ length: 12 }, (_, row) => row);

/** The shape of a list that is on its way. */
export function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("shell.loading")} className={styles["list"]}>
      {ROWS.map((row) => (
        <div key={row} className={styles["row"]}>
          <i />
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
