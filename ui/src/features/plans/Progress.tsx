import { useTranslation } from "react-i18next";
import type { Plan } from "./planApi";
import styles from "./Plans.module.css";

const PARTS = ["done", "carried", "dropped"] as const;

/** Planned against done: one bar, and the same in words. */
export function Progress({ counts }: { counts: Plan["counts"] }) {
  const { t } = useTranslation();
  if (counts.total === 0) return null;
  const said = t("screens.plans.progress", { done: counts.done, total: counts.total });
  const more = t("screens.plans.progressMore", { ...counts });
  return (
    <div className={styles["progress"]}>
      <div className={styles["bar"]} role="img" aria-label={`${said}, ${more}`}>
        {PARTS.map((part) => (
          <i key={part} data-part={part} style={{ width: `${(counts[part] / counts.total) * 100}%` }} />
        ))}
      </div>
      <span>
        <b>{said}</b> {more}
      </span>
    </div>
  );
}
