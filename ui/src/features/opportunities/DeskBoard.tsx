import { DndContext, DragOverlay, KeyboardSensor, PointerSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { useState } from "react";
import type { Opportunity } from "@/api/types";
import { underPointer, useLetGo } from "@/resource/drag/dropping";
import { targetOf, type BoardProps } from "./board";
import styles from "./Board.module.css";
import { BoardLane } from "./BoardLane";
import { Card } from "./Card";
import { useSpoken } from "./useSpoken";
import { toNextLane } from "./toNextLane";

/** The board on a desk: cards are dragged, or moved with Space and the arrow keys, or by their menu. */
export function DeskBoard({ columns, onMove }: BoardProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextLane }),
  );
  const spoken = useSpoken(columns);
  const letGo = useLetGo("lane");
  const [held, setHeld] = useState<Opportunity>();
  const cardOf = (id: unknown): Opportunity | undefined => columns.flatMap(({ items }) => items).find((card) => card.id === id);
  const drop = ({ active, over, activatorEvent }: DragEndEvent): void => {
    setHeld(undefined);
    const card = cardOf(active.id);
    const there = activatorEvent instanceof PointerEvent ? letGo() : String(over?.id).replace("lane-", "");
    const column = columns.find(({ stage_id: id }) => String(id) === there);
    if (card && column) onMove(card, targetOf(column));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={underPointer} accessibility={spoken} onDragStart={({ active }) => setHeld(cardOf(active.id))} onDragEnd={drop} onDragCancel={() => setHeld(undefined)}>
      <div className={styles["board"]} data-scroll-restoration-id="board">
        {columns.map((column) => (
          <BoardLane key={column.stage_id} column={column} columns={columns} onMove={onMove} />
        ))}
      </div>
      <DragOverlay dropAnimation={{ duration: 150 }}>{held && <Card card={held} held />}</DragOverlay>
    </DndContext>
  );
}
