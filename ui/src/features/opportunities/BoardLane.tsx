import { useDroppable } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import type { BoardColumn } from "@/api/types";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Board.module.css";
import { DraggableCard } from "./DraggableCard";
import type { BoardProps } from "./board";
import { LaneHead } from "./LaneHead";

/** One stage: its count and sums, and its latest cards. */
export function BoardLane({ column, columns, onMove }: BoardProps & { column: BoardColumn }) {
  const { t } = useTranslation();
  const { setNodeRef, isOver } = useDroppable({ id: `lane-${column.stage_id}` });
  const hidden = column.count - column.items.length;
  return (
    <section ref={setNodeRef} className={styles["lane"]} data-over={isOver} data-kind={column.stage_kind} aria-label={column.stage_name}>
      <LaneHead column={column} />
      <ul className={styles["cards"]}>
        {column.items.map((card) => (
          <li key={card.id}>
            <DraggableCard card={card} columns={columns} onMove={onMove} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <PathLink className={styles["rest"]} to={`/opportunities?layout=list&stage_id=${column.stage_id}`}>
          {t("screens.opportunity.board.rest", { n: hidden })}
        </PathLink>
      )}
      {column.others.map(({ currency, amount_minor: amount }) => (
        <p key={currency} className={styles["rest"]}>
          <Money minor={amount} currency={currency} />
        </p>
      ))}
    </section>
  );
}
