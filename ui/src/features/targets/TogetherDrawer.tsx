import { Checkbox, Drawer, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useIsPhone } from "@/shared/theme/choice";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { AcceptMany } from "./AcceptMany";
import { SayMany } from "./SayMany";
import styles from "./Together.module.css";
import { columnsIn, mayAct, type Act } from "./together";
import type { TargetGrid, TargetRow } from "./types";

interface Props {
  act: Act;
  grid: TargetGrid;
  row?: TargetRow;
  onClose: () => void;
}

/** A node and everything below it. They come parents first. */
function withBelow(rows: readonly TargetRow[], of: number): TargetRow[] {
  const inside = new Set([of]);
  return rows.filter((row) => {
    if (row.parent_id !== null && inside.has(row.parent_id)) inside.add(row.node_id);
    return inside.has(row.node_id);
  });
}

/** One step on a whole year of one node, or of all below it. */
export default function TogetherDrawer({ act, grid, row, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const able = grid.rows.filter((one) => mayAct(act, one));
  const [node, setNode] = useState<number | undefined>(row?.node_id ?? (act === "accept" ? undefined : able[0]?.node_id));
  const [below, setBelow] = useState(false);
  const [whole, setWhole] = useState(true);
  useFocusBack();
  const one = grid.rows.find(({ node_id: id }) => id === node);
  const meant = one ? (below ? withBelow(grid.rows, one.node_id) : [one]) : grid.rows;
  const rows = meant.filter((found) => mayAct(act, found));
  const columns = columnsIn(grid, whole);
  const many = act !== "declare" && !row;
  const options = [...(many ? [{ value: 0, label: t("screens.targets.together.everybody") }] : []), ...able.map(({ node_id: value, name }) => ({ value, label: name }))];
  const key = `${node ?? 0} ${below} ${whole}`;
  return (
    <Drawer open title={t(`screens.targets.together.${act}.title`)} onClose={onClose} size={phone ? "100%" : 640}>
      <div className={styles["form"]}>
        <p className={styles["quiet"]}>{t(`screens.targets.together.${act}.text`)}</p>
        <div className={styles["choice"]}>
          {!row && <Select aria-label={t("screens.targets.node")} showSearch optionFilterProp="label" value={node ?? 0} options={options} onChange={(value: number) => setNode(value === 0 ? undefined : value)} />}
          {many && one && withBelow(grid.rows, one.node_id).length > 1 && (
            <Checkbox checked={below} onChange={({ target }) => setBelow(target.checked)}>
              {t("screens.targets.together.below")}
            </Checkbox>
          )}
          {grid.grain !== "year" && (
            <Segmented<boolean>
              aria-label={t("screens.targets.together.periods")}
              value={whole}
              onChange={setWhole}
              options={[
                { value: true, label: t("screens.targets.together.wholeYear") },
                { value: false, label: t("screens.targets.together.shown") },
              ]}
            />
          )}
        </div>
        {act === "accept" ? <AcceptMany key={key} grid={grid} rows={rows} columns={columns} /> : <SayMany key={key} act={act} grid={grid} rows={rows} columns={columns} onDone={onClose} />}
      </div>
    </Drawer>
  );
}
