import { useTranslation } from "react-i18next";
import type { components } from "@/api/schema.gen";
import styles from "./Split.module.css";
import type { TargetGrid } from "./types";
import { useFigure } from "./useFigure";

export type Planned = components["schemas"]["TargetFillingOut"];

/** What a filling or a copy would make of everybody's year. */
export function PlannedTable({ planned, grid }: { planned: Planned; grid: TargetGrid }) {
  const { t } = useTranslation();
  const figure = useFigure(grid.tree.metric);
  const years = new Map(planned.cells.filter(({ grain }) => grain === "year").map((cell) => [cell.node_id, cell]));
  const shown = (value: number | null): string => (value === null ? "–" : figure.short(value));
  return (
    <div className={styles["scroll"]}>
      <p>{t("screens.targets.split.changes", { n: planned.changed, all: planned.cells.length })}</p>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.targets.node")}</th>
            <th scope="col">{t("screens.targets.split.standing")}</th>
            <th scope="col">{t("screens.targets.line.must")}</th>
            <th scope="col">{t("screens.targets.line.stretch")}</th>
          </tr>
        </thead>
        <tbody>
          {grid.rows.map(({ node_id: id, name, depth }) => {
            const cell = years.get(id);
            return (
              cell && (
                <tr key={id}>
                  <td style={{ paddingLeft: 8 + depth * 16 }}>{name}</td>
                  <td className={styles["quiet"]}>{shown(cell.standing.must)}</td>
                  <td>{shown(cell.must)}</td>
                  <td>{shown(cell.stretch)}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
