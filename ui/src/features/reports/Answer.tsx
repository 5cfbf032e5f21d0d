import { useTranslation } from "react-i18next";
import { numbered } from "./draft";
import styles from "./Reports.module.css";
import type { Block, Done } from "./types";

/** One answer, to be read. */
export function Answer({ block, value }: { block: Block; value: unknown }) {
  const { t } = useTranslation();
  const empty = value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  if (empty) return <p className={styles["quiet"]}>{t("screens.reports.notAnswered")}</p>;
  if (block.kind === "done")
    return (
      <ul className={styles["read"]}>
        {numbered(value as Done[]).map(({ row, at }) => (
          <li key={at} data-done={row.done}>
            <span aria-label={t(row.done ? "screens.reports.isDone" : "screens.reports.isNotDone")}>{row.done ? "✓" : "✗"}</span> {row.text}
            {row.why && <small>{t("screens.reports.because", { why: row.why })}</small>}
          </li>
        ))}
      </ul>
    );
  if (block.kind === "next")
    return (
      <ol className={styles["read"]}>
        {numbered(value as string[]).map(({ row, at }) => (
          <li key={at}>
            {at + 1}. {row}
          </li>
        ))}
      </ol>
    );
  return <p className={styles["said"]}>{String(value)}</p>;
}
