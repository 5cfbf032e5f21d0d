import SwapOutlined from "@ant-design/icons/SwapOutlined";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { useMe } from "@/shared/session/session";
import styles from "./Board.module.css";
import { targetOf, type BoardProps } from "./board";

/** Moves a card without dragging. */
export function MoveMenu({ card, columns, onMove }: Pick<BoardProps, "columns" | "onMove"> & { card: Opportunity }) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const items = columns
    .filter(({ stage_id: id }) => id !== card.stage_id)
    .map((column) => ({ key: column.stage_id, label: column.stage_name, onClick: () => onMove(card, targetOf(column)) }));
  if (permissions["opportunity.move"] === undefined) return null;
  const label = t("screens.opportunity.board.moveTo", { name: card.name });
  return (
    <Dropdown menu={{ items }} trigger={["click"]} placement="bottomRight">
      <Button className={styles["move"] ?? ""} size="small" type="text" icon={<SwapOutlined />} aria-label={label} title={t("screens.opportunity.board.move")} />
    </Dropdown>
  );
}
