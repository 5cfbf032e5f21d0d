import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { cellOf, columnsOf, type Kept } from "./gridModel";
import type { Saver, State } from "./Saver";
import styles from "./Targets.module.css";
import type { TargetGrid } from "./types";
import { allKept } from "./Unsaved";
import { useFigure } from "./useFigure";

/** Somebody else wrote the same figures meanwhile: both side by side, and the person chooses. */
export function Conflicts({ grid, saver, state }: { grid: TargetGrid; saver: Saver; state: State }) {
  const { t } = useTranslation();
  const figure = useFigure(grid.tree.metric);
  const conflicts = allKept(state).filter(({ state: how }) => how === "conflict");
  if (conflicts.length === 0) return null;
  const rows = new Map(grid.rows.map((row) => [row.node_id, row]));
  const columns = columnsOf(grid);
  const theirs = ({ node_id: node, grain, starts_on: first, field }: Kept): number | null => {
    const row = rows.get(node);
    const column = columns.find((one) => one.grain === grain && one.starts_on === first);
    return (row && column && cellOf(row, column)?.[field]) ?? null;
  };
  const shown = (value: number | null): string => (value === null ? t("shell.none") : figure.exact(value));
  const footer = [
    <Button key="theirs" onClick={() => saver.drop(({ state: how }) => how === "conflict")}>
      {t("shell.conflict.keepTheirs")}
    </Button>,
    <Button key="mine" type="primary" onClick={() => saver.insist(theirs)}>
      {t("shell.conflict.useMine")}
    </Button>,
  ];
  return (
    <Modal open title={t("shell.conflict.title")} footer={footer} closable={false} width={640}>
      <p>{t("shell.conflict.text")}</p>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t("screens.targets.node")}</th>
            <th scope="col">{t("shell.conflict.before")}</th>
            <th scope="col">{t("shell.conflict.theirs")}</th>
            <th scope="col">{t("shell.conflict.mine")}</th>
          </tr>
        </thead>
        <tbody>
          {conflicts.map((one) => (
            <tr key={`${one.node_id} ${one.field} ${one.starts_on}`}>
              <th scope="row">
                {rows.get(one.node_id)?.name} {one.starts_on.slice(0, 7)} {t(`screens.targets.line.${one.field}`)}
              </th>
              <td>{shown(one.base)}</td>
              <td>{shown(theirs(one))}</td>
              <td>{shown(one.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
