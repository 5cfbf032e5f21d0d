import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Nodes.module.css";
import type { Standing } from "./nodeOrder";
import type { TargetNode } from "./nodesApi";

interface Props {
  standing: Standing<TargetNode>;
  /** Whether something can come below it. */
  holds: boolean;
  onAdd: () => void;
  onEdit: () => void;
  onEnd: () => void;
  onMove: (after: number | null) => void;
}

/** One that stands in a tree, and what may be done with it. */
export function NodeRow({ standing: { node, depth, up, down }, holds, onAdd, onEdit, onEnd, onMove }: Props) {
  const { t } = useTranslation();
  const root = node.parent_id === null;
  const said = (what: string): string => `${t(`screens.targets.nodes.${what}`)} ${node.name}`;
  return (
    <li className={styles["node"]} style={{ paddingInlineStart: depth * 16 }}>
      <span className={styles["name"]}>
        {node.name} <small>{enumText(t, "target_node", node.kind)}</small>
        {node.picked_name !== null && node.picked_name !== node.name && <small>{node.picked_name}</small>}
        {node.double && (
          <>
            <Mark tone="warn">{t("screens.targets.nodes.double")}</Mark>
            <small>{t("screens.targets.nodes.doubleHelp")}</small>
          </>
        )}
      </span>
      <span className={styles["acts"]}>
        {!root && (
          <>
            <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={up === undefined} onClick={() => up !== undefined && onMove(up)} aria-label={said("up")} />
            <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={down === undefined} onClick={() => down !== undefined && onMove(down)} aria-label={said("down")} />
          </>
        )}
        {holds && (
          <Button type="link" size="small" onClick={onAdd} aria-label={said("addShort")}>
            {t("screens.targets.nodes.addShort")}
          </Button>
        )}
        <Button type="link" size="small" onClick={onEdit} aria-label={said("edit")}>
          {t("screens.targets.nodes.edit")}
        </Button>
        {!root && (
          <Button type="link" size="small" onClick={onEnd} aria-label={said("end")}>
            {t("screens.targets.nodes.end")}
          </Button>
        )}
      </span>
    </li>
  );
}
