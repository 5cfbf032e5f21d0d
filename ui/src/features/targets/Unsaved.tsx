import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/useFormat";
import type { Kept } from "./gridModel";
import { periodName } from "./names";
import type { Saver, State } from "./Saver";
import styles from "./Sheet.module.css";
import type { TargetGrid } from "./types";

const MOST = 20;

export const allKept = (state: State): Kept[] => [...state.kept.values()].flatMap((line) => [...line.values()]);

/** Figures that are not on the server: why each, and what to do. Nothing is shown while all is well. */
export function Unsaved({ grid, saver, state }: { grid: TargetGrid; saver: Saver; state: State }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const waiting = allKept(state).filter(({ state: how }) => how !== "sending");
  if (waiting.length === 0) return null;
  const names = new Map(grid.rows.map((row) => [row.node_id, row.name]));
  const lost = waiting.some(({ state: how }) => how === "lost");
  const where = (one: Kept): string => {
    const place = grid.periods.findIndex(({ starts_on: first }) => first === one.starts_on);
    const ends = grid.periods[place]?.ends_on ?? grid.tree.ends_on;
    return `${names.get(one.node_id) ?? ""} ${periodName(t, one.grain, { starts_on: one.starts_on, ends_on: ends }, place, language)} ${t(`screens.targets.line.${one.field}`)}`;
  };
  const named = waiting.filter(({ raw, words }) => raw || (words && words !== state.short?.words && words !== state.words));
  const said = state.short?.words ?? state.words;
  return (
    <div className={styles["bar"]} role="alert">
      <p data-tone="bad">
        {t(lost ? "screens.targets.sheet.lost" : "screens.targets.sheet.unsaved", { n: waiting.length })} {said}
      </p>
      <Button size="small" onClick={() => saver.retry()}>
        {t("shell.failing.retry")}
      </Button>
      <Button size="small" onClick={() => saver.drop()}>
        {t("screens.targets.sheet.drop")}
      </Button>
      {named.length > 0 && (
        <ul className={styles["faults"]} style={{ flexBasis: "100%" }}>
          {named.slice(0, MOST).map((one) => (
            <li key={`${one.node_id} ${one.field} ${one.grain} ${one.starts_on}`}>
              {where(one)}: {one.raw ? t("screens.targets.sheet.noFigure", { text: one.raw }) : one.words}
            </li>
          ))}
          {named.length > MOST && <li>{t("screens.targets.sheet.others", { n: named.length - MOST })}</li>}
        </ul>
      )}
    </div>
  );
}
