import { useTranslation } from "react-i18next";
import type { Compliance } from "@/api/types";
import styles from "./Compliance.module.css";
import { TallyCell } from "./TallyTable";
import { COLUMNS } from "./tallies";

/** How I kept my clocks, and how far I am on the way back to a level that I lost. */
export function MyRecord({ board }: { board: Compliance }) {
  const { t } = useTranslation();
  const { mine } = board;
  const { clean_run: run, clean_to_regain: needed, level, base_level: base } = mine;
  const lost = level !== base;
  return (
    <section className={styles["mine"]} aria-label={t("screens.compliance.mine")}>
      <header>
        <h2>{t("screens.compliance.mine")}</h2>
        <span className={styles["run"]}>
          {level && t(lost ? "screens.compliance.levelLost" : "screens.compliance.level", { level, base })}
          {lost && <span>{t("screens.compliance.run", { run, needed })}</span>}
          {lost && <progress value={Math.min(run, needed)} max={Math.max(needed, 1)} aria-label={t("screens.compliance.run", { run, needed })} />}
        </span>
      </header>
      {mine.given === 0 && <p className={styles["idle"]}>{t("screens.compliance.idle")}</p>}
      <dl hidden={mine.given === 0}>
        {COLUMNS.map((column) => (
          <div key={column}>
            <dt>{t(`screens.compliance.column.${column}`)}</dt>
            <dd>
              <TallyCell board={board} tally={mine} column={column} whose={{ owner_id: mine.id }} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
