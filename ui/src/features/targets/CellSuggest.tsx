import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Split.module.css";
import type { CellProps } from "./tools";
import type { Axis } from "./types";

const SuggestDrawer = lazy(() => import("./SuggestDrawer"));

/** Offers to divide this figure to those below, or to its shorter periods. */
export default function CellSuggest({ tree, grid, row, column, cell }: CellProps) {
  const { t } = useTranslation();
  const [axis, setAxis] = useState<Axis>();
  const kids = grid.rows.some(({ parent_id: parent, may_set: may }) => parent === row.node_id && may);
  const shorter = tree.grains.indexOf(column.grain) + 1 < tree.grains.length;
  const offered: Axis[] = [...(kids ? (["down"] as const) : []), ...(shorter && row.may_set ? (["time"] as const) : [])];
  const set = typeof cell?.must === "number" || typeof cell?.stretch === "number";
  if (!cell || !set || tree.state !== "open" || offered.length === 0) return null;
  return (
    <div className={styles["line"]}>
      {offered.map((one) => (
        <Button key={one} onClick={() => setAxis(one)}>
          {t(`screens.targets.split.suggest.${one}`)}
        </Button>
      ))}
      <Suspense>{axis && <SuggestDrawer tree={tree} cellId={cell.id} axis={axis} onClose={() => setAxis(undefined)} />}</Suspense>
    </div>
  );
}
