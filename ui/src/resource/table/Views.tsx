import { useTranslation } from "react-i18next";
import type { View } from "@/resource/types";
import styles from "./Toolbar.module.css";

interface Props {
  kind: string;
  views: readonly View[];
  value: string;
  onChange: (key: string) => void;
}

/** The named parts of a list: mine, the team's, the pool. */
export function Views({ kind, views, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles["views"]} role="tablist" aria-label={t("shell.list.views")}>
      {views.map(({ key }) => (
        <button key={key} type="button" role="tab" aria-selected={key === value} className={styles["view"]} onClick={() => onChange(key)}>
          {t([`screens.${kind}.views.${key}`, `shell.views.${key}`])}
        </button>
      ))}
    </div>
  );
}
