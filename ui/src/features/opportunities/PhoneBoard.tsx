import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BoardColumn } from "@/api/types";
import styles from "./Board.module.css";
import { Card } from "./Card";
import type { BoardProps } from "./board";
import { EvidenceButton } from "./EvidenceButton";
import { LaneHead } from "./LaneHead";
import { LaneRest } from "./LaneRest";
import { MoveMenu } from "./MoveMenu";
import { useLaterCards } from "./useLaterCards";

function Lane({ column, ...board }: BoardProps & { column: BoardColumn }) {
  const { t } = useTranslation();
  const { asked, columns, onMove } = board;
  const later = useLaterCards(column, board);
  return (
    <>
      <LaneHead column={column} asked={asked} />
      {column.count === 0 && <p className={styles["none"]}>{t("screens.opportunity.board.none")}</p>}
      <ul className={styles["cards"]}>
        {[...column.items, ...later.cards].map((card) => (
          <li key={card.id} className={styles["slot"]}>
            <Card card={card} />
            <EvidenceButton card={card} />
            <MoveMenu card={card} columns={columns} onMove={onMove} />
          </li>
        ))}
      </ul>
      <LaneRest column={column} asked={asked} later={later} />
    </>
  );
}

/** The board on a phone: one stage at a time. */
export function PhoneBoard(board: BoardProps) {
  const { columns } = board;
  const [chosen, setChosen] = useState(() => columns.find(({ count }) => count > 0)?.stage_id ?? columns[0]?.stage_id);
  const column = columns.find(({ stage_id: id }) => id === chosen);
  return (
    <div className={styles["phone"]}>
      <div className={styles["stages"]}>
        <Segmented
          value={chosen ?? 0}
          onChange={setChosen}
          options={columns.map(({ stage_id: value, stage_name: name, count }) => ({ value, label: `${name} ${count}` }))}
        />
      </div>
      {column && <Lane key={column.stage_id} column={column} {...board} />}
    </div>
  );
}
