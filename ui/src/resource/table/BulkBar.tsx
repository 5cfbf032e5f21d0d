import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./BulkBar.module.css";

interface Props {
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** What may be done with the chosen records. */
export function BulkBar({ count, onClear, children }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["bar"]} role="region" aria-label={t("shell.list.selected", { n: count })}>
      <b>{t("shell.list.selected", { n: count })}</b>
      {children}
      <Button type="text" onClick={onClear}>
        {t("shell.list.unselect")}
      </Button>
    </div>
  );
}
