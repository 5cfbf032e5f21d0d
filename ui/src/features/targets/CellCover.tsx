import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Targets.module.css";
import type { CellProps } from "./tools";
import { coverageQuery } from "./trackApi";
import type { TargetMetric } from "./types";
import { useFigure } from "./useFigure";

const CoverageDrawer = lazy(() => import("./CoverageDrawer"));

/** How much of a figure nothing carries yet, and the way to what does. */
export function Cover({ cellId, metric }: { cellId: number; metric: TargetMetric }) {
  const { t } = useTranslation();
  const figure = useFigure(metric);
  const [open, setOpen] = useState(false);
  const { data } = useQuery(coverageQuery(cellId));
  if (!data) return null;
  return (
    <>
      <Button type="link" size="small" className={styles["plain"]} onClick={() => setOpen(true)}>
        {data.uncovered > 0 ? t("screens.tracking.coverOf", { figure: figure.short(data.uncovered) }) : t("screens.tracking.covered")}
      </Button>
      <Suspense>{open && <CoverageDrawer cellId={cellId} metric={metric} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

/** In the drawer of a figure: what carries it. */
export default function CellCover({ tree, cell }: CellProps) {
  const { t } = useTranslation();
  if (!cell || cell.must === null || cell.must === undefined || tree.metric.aim !== "at_least" || tree.metric.derived) return null;
  return (
    <section className={styles["part"]}>
      <h2>{t("screens.tracking.coverage")}</h2>
      <Cover cellId={cell.id} metric={tree.metric} />
    </section>
  );
}
