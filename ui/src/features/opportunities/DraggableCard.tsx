import { useDraggable } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { useMe } from "@/shared/session/session";
import styles from "./Board.module.css";
import { Card } from "./Card";
import type { BoardProps } from "./board";
import { EvidenceButton } from "./EvidenceButton";
import { MoveMenu } from "./MoveMenu";

/** A card that can be taken by pointer or keyboard, by those who may move deals. */
export function DraggableCard({ card, columns, onMove }: Pick<BoardProps, "columns" | "onMove"> & { card: Opportunity }) {
  const { t } = useTranslation();
  // a group, not a button: the card holds a link of its own
  const attributes = { role: "group", roleDescription: t("screens.opportunity.board.card") };
  const disabled = useMe().permissions["opportunity.move"] === undefined;
  const { attributes: given, listeners, setNodeRef, isDragging } = useDraggable({ id: card.id, data: { card }, attributes, disabled });
  return (
    <div className={styles["slot"]} data-dragging={isDragging}>
      <div ref={setNodeRef} {...given} {...listeners} className={styles["grip"]} aria-label={card.name}>
        <Card card={card} />
      </div>
      <EvidenceButton card={card} />
      <MoveMenu card={card} columns={columns} onMove={onMove} />
    </div>
  );
}
