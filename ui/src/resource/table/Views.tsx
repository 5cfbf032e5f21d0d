import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { View } from "@/resource/types";
import type { SavedView } from "@/resource/views/savedView";
import styles from "./Toolbar.module.css";

interface Props {
  kind: string;
  views: readonly View[];
  saved: readonly SavedView[];
  value: string;
  /** Among the filters, when the page has tabs above. */
  small: boolean;
  onChange: (key: string) => void;
}

/** The named parts of a list: mine, the team's, the pool; then those that people saved. */
export function Views({ kind, views, saved, value, small, onChange }: Props) {
  const { t } = useTranslation();
  const word = (key: string): string => t([`screens.${kind}.views.${key}`, `shell.views.${key}`]);
  const options = [
    ...views.map(({ key }) => ({ value: key, label: word(key) })),
    ...saved.map(({ id, name }) => ({ value: String(id), label: name })),
  ];
  if (small) return <Segmented aria-label={t("shell.list.views")} className={styles["segments"] ?? ""} value={value} onChange={onChange} options={options} />;
  return (
    <div className={styles["views"]} role="tablist" aria-label={t("shell.list.views")}>
      {options.map(({ value: key, label }) => (
        <button key={key} type="button" role="tab" aria-selected={key === value} className={styles["view"]} onClick={() => onChange(key)}>
          {label}
        </button>
      ))}
    </div>
  );
}
