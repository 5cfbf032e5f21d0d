import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { View } from "@/resource/types";
import styles from "./Toolbar.module.css";

interface Props {
  kind: string;
  views: readonly View[];
  value: string;
  /** Among the filters, when the page has tabs above. */
  small: boolean;
  onChange: (key: string) => void;
}

/** The named parts of a list: mine, the team's, the pool. */
export function Views({ kind, views, value, small, onChange }: Props) {
  const { t } = useTranslation();
  const word = (key: string): string => t([`screens.${kind}.views.${key}`, `shell.views.${key}`]);
  if (small) {
    return <Segmented aria-label={t("shell.list.views")} value={value} onChange={onChange} options={views.map(({ key }) => ({ value: key, label: word(key) }))} />;
  }
  return (
    <div className={styles["views"]} role="tablist" aria-label={t("shell.list.views")}>
      {views.map(({ key }) => (
        <button key={key} type="button" role="tab" aria-selected={key === value} className={styles["view"]} onClick={() => onChange(key)}>
          {word(key)}
        </button>
      ))}
    </div>
  );
}
