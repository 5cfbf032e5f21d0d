import { useDroppable } from "@dnd-kit/core";
import type { BoardColumn } from "@/api/types";
import { Money } from "@/shared/ui/Money";
import styles from "./Board.module.css";
import { DraggableCard } from "./DraggableCard";
import type { BoardProps } from "./board";
import { LaneHead } from "./LaneHead";
import { LaneRest } from "./LaneRest";
import { useLaterCards } from "./useLaterCards";

/** One stage: its count and sums, and its cards, the latest first. */
export function BoardLane({ column, ...board }: BoardProps & { column: BoardColumn }) {
  const { setNodeRef, isOver } = useDroppable({ id: `lane-${column.stage_id}` });
  const later = useLaterCards(column, board);
  return (
    <section ref={setNodeRef} className={styles["lane"]} data-over={isOver} data-kind={column.stage_kind} aria-label={column.stage_name}>
      <LaneHead column={column} asked={board.asked} />
      <ul className={styles["cards"]}>
        {[...column.items, ...later.cards].map((card) => (
          <li key={card.id}>
            <DraggableCard card={card} {...board} />
          </li>
        ))}
      </ul>
      <LaneRest column={column} asked={board.asked} later={later} />
      {column.others.map(({ currency, amount_minor: amount }) => (
        <p key={currency} className={styles["rest"]}>
          <Money minor={amount} currency={currency} />
        </p>
      ))}
    </section>
  );
}
