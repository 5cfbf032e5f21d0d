import { useDraggable } from "@dnd-kit/core";
import type { Opportunity } from "@/api/types";
import styles from "./Board.module.css";
import { Card } from "./Card";
import type { BoardProps } from "./board";
import { MoveMenu } from "./MoveMenu";

/** A card that can be taken by pointer or keyboard. */
export function DraggableCard({ card, columns, onMove }: BoardProps & { card: Opportunity }) {
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({ id: card.id });
  return (
    <div className={styles["slot"]} data-dragging={isDragging}>
      <div ref={setNodeRef} {...attributes} {...listeners} className={styles["grip"]} aria-label={card.name}>
        <Card card={card} />
      </div>
      <MoveMenu card={card} columns={columns} onMove={onMove} />
    </div>
  );
}
