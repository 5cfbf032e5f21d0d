import RedoOutlined from "@ant-design/icons/RedoOutlined";
import UndoOutlined from "@ant-design/icons/UndoOutlined";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useCallback, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Conflicts } from "./Conflicts";
import { cellOf, type Column, type Mode } from "./gridModel";
import Sheet, { type Steps } from "./Sheet";
import styles from "./Targets.module.css";
import { TOOLS } from "./tools";
import type { TargetGrid, TargetRow } from "./types";
import { Unsaved } from "./Unsaved";
import { useSaver } from "./useSaver";

const CellDrawer = lazy(() => import("./CellDrawer"));
const MODES: readonly Mode[] = ["both", "must", "stretch", "declared"];

interface Spot {
  row: TargetRow;
  column: Column;
}

/** The sheet of a tree with what stands over it. */
export default function DeskTargets({ grid, grains }: { grid: TargetGrid; grains: ReactNode }) {
  const { t } = useTranslation();
  const declares = grid.rows.every(({ may_set: may }) => !may);
  const [mode, setMode] = useState<Mode>(declares ? "declared" : "both");
  const [saver, state] = useSaver(grid.tree.id);
  const [spot, setSpot] = useState<Spot | null>(null);
  const [shown, setShown] = useState<Spot | null>(null);
  const onStand = useCallback((next: Spot | null) => setSpot(next), []);
  const steps = useRef<Steps>({ undo: () => undefined, redo: () => undefined });
  const onSteps = useCallback((next: Steps) => void (steps.current = next), []);
  const row = shown && (grid.rows.find(({ node_id: node }) => node === shown.row.node_id) ?? null);
  return (
    <>
      <div className={styles["tools"]}>
        {grains}
        <Segmented<Mode> aria-label={t("screens.targets.lines")} value={mode} onChange={setMode} options={MODES.map((value) => ({ value, label: t(`screens.targets.mode.${value}`) }))} />
        <Button icon={<UndoOutlined />} aria-label={t("screens.targets.sheet.undo")} title={t("screens.targets.sheet.undo")} disabled={!state.mayUndo} onClick={() => steps.current.undo()} />
        <Button icon={<RedoOutlined />} aria-label={t("screens.targets.sheet.redo")} title={t("screens.targets.sheet.redo")} disabled={!state.mayRedo} onClick={() => steps.current.redo()} />
        <Button disabled={!spot} title={t("screens.targets.sheet.moreKeys")} onClick={() => setShown(spot)}>
          {t("screens.targets.sheet.more")}
        </Button>
        <Suspense>
          {TOOLS.map(({ key, Tool }) => (
            <Tool key={key} tree={grid.tree} grid={grid} />
          ))}
        </Suspense>
        <span className={styles["quiet"]} role="status">
          {state.sending && t("screens.targets.sheet.saving")}
        </span>
      </div>
      <Unsaved grid={grid} saver={saver} state={state} />
      <Sheet grid={grid} saver={saver} state={state} mode={mode} onMore={(one, at) => setShown({ row: one, column: at as Column })} onStand={onStand} onSteps={onSteps} />
      <Conflicts grid={grid} saver={saver} state={state} />
      <Suspense>{shown && row && <CellDrawer tree={grid.tree} grid={grid} row={row} column={shown.column} cell={cellOf(row, shown.column)} onClose={() => setShown(null)} />}</Suspense>
    </>
  );
}
