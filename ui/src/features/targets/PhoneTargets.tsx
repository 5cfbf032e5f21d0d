import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Mark } from "@/shared/ui/Mark";
import { talkOf } from "./declaring";
import { cellOf, columnsOf, figureAt, type KeptMap } from "./gridModel";
import { MyPeriods } from "./MyPeriods";
import styles from "./Phone.module.css";
import { Reaching } from "./Reaching";
import { TALK_TONES } from "./talk";
import { reachedIn, reachedQuery, type Reached } from "./trackApi";
import type { TargetGrid, TargetRow } from "./types";
import { useFigure } from "./useFigure";

const TogetherTool = lazy(() => import("./TogetherTool"));
const RulesTool = lazy(() => import("./RulesTool"));
const NodesTool = lazy(() => import("./NodesTool"));
const NONE: KeptMap = new Map();

/** A person's whole, declared and given: all periods together, or the year's where none of them is set. */
function totals(grid: TargetGrid, row: TargetRow): { given: number; declared: number } {
  const periods = columnsOf(grid).filter(({ place }) => place >= 0);
  const whole = row.year;
  if (grid.tree.metric.derived) return { given: whole?.must ?? 0, declared: whole?.declared_must ?? 0 };
  const sum = (field: "must" | "declared_must"): number => {
    const set = periods.flatMap((column) => figureAt(NONE, row, column, field) ?? []);
    return set.length > 0 ? set.reduce((total, one) => total + one, 0) : (whole?.[field] ?? 0);
  };
  return { given: sum("must"), declared: sum("declared_must") };
}

/** The year, where it has a figure; else the periods together. */
const wholeOf = (row: TargetRow, given: number): number | null => row.year?.must ?? (given > 0 ? given : null);

function TeamRow({ grid, row, reached, onOpen }: { grid: TargetGrid; row: TargetRow; reached: Reached | undefined; onOpen: () => void }) {
  const { t } = useTranslation();
  const figure = useFigure(grid.tree.metric);
  const { given, declared } = totals(grid, row);
  const year = reachedIn(reached, -1);
  const cells = columnsOf(grid).filter(({ place }) => place >= 0).map((column) => cellOf(row, column));
  const talks = new Set((cells.some(Boolean) || !row.year ? cells : [row.year]).map(talkOf));
  const talk = (["differs", "open", "given", "declared", "agreed", "locked"] as const).find((one) => talks.has(one)) ?? "open";
  return (
    <li>
      <button type="button" className={styles["person"]} onClick={onOpen}>
        <strong style={{ paddingLeft: row.depth * 10 }}>{row.name}</strong>
        <Mark tone={TALK_TONES[talk]}>{t(`screens.targets.talk.${talk}`)}</Mark>
        <span>
          {t("screens.targets.sheet.given", { amount: figure.short(given) })} · {t("screens.targets.sheet.said", { amount: figure.short(declared) })}
        </span>
        {year !== null && (
          <Reaching metric={grid.tree.metric} must={wholeOf(row, given)} reached={year}>
            {figure.short(year)}
          </Reaching>
        )}
      </button>
    </li>
  );
}

/** On a phone there is no sheet: one's own periods, and for who leads, their people. */
export default function PhoneTargets({ grid, grains }: { grid: TargetGrid; grains: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const { data: reached } = useQuery(reachedQuery(grid.tree.id, grid.grain));
  const mine = grid.rows.filter(({ owner_id: owner }) => owner === me.id);
  const others = grid.rows.filter(({ owner_id: owner }) => owner !== me.id);
  const [side, setSide] = useState<"mine" | "team">(mine.length > 0 ? "mine" : "team");
  const [opened, setOpened] = useState<number | null>(null);
  const shown = opened === null ? undefined : grid.rows.find(({ node_id: node }) => node === opened);
  const own = side === "mine" ? mine : shown ? [shown] : [];
  return (
    <>
      <div className={styles["tools"]}>
        {grains}
        {mine.length > 0 && others.length > 0 && (
          <Segmented<"mine" | "team">
            value={side}
            onChange={(next) => {
              setSide(next);
              setOpened(null);
            }}
            options={(["mine", "team"] as const).map((value) => ({ value, label: t(`screens.targets.side.${value}`) }))}
          />
        )}
        <Suspense>
          {side === "team" && !shown && <TogetherTool grid={grid} />}
          {side === "team" && !shown && <NodesTool tree={grid.tree} grid={grid} />}
          <RulesTool tree={grid.tree} />
        </Suspense>
      </div>
      {side === "team" && !shown && (
        <ul className={styles["list"]}>
          {others.map((row) => (
            <TeamRow key={row.node_id} grid={grid} row={row} reached={reached?.get(row.node_id)} onOpen={() => setOpened(row.node_id)} />
          ))}
        </ul>
      )}
      {shown && side === "team" && (
        <button type="button" className={styles["back"]} onClick={() => setOpened(null)}>
          ‹ {t("screens.targets.side.team")}
        </button>
      )}
      {own.map((row) => (
        <MyPeriods key={`${row.node_id} ${grid.grain}`} grid={grid} row={row} />
      ))}
      {grid.rows.length === 0 && <Empty title={t("screens.targets.none")} text={t("screens.targets.noneYet")} />}
    </>
  );
}
