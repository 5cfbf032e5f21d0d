import { DndContext, DragOverlay, KeyboardSensor, useSensor, useSensors, type DragEndEvent } from "@dnd-kit/core";
import { useState } from "react";
import type { Opportunity } from "@/api/types";
import { underPointer } from "@/resource/drag/dropping";
import { LastMoveSensor } from "@/resource/drag/LastMoveSensor";
import { heldBy, targetOf, type BoardProps } from "./board";
import styles from "./Board.module.css";
import { BoardLane } from "./BoardLane";
import { Card } from "./Card";
import { useSpoken } from "./useSpoken";
import { toNextLane } from "./toNextLane";

/** The board on a desk: cards are dragged, or moved with Space and the arrow keys, or by their menu. */
export function DeskBoard(board: BoardProps) {
  const { columns, onMove } = board;
  const sensors = useSensors(
    useSensor(LastMoveSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: toNextLane }),
  );
  const spoken = useSpoken(columns);
  const [held, setHeld] = useState<Opportunity>();
  const drop = ({ active, over }: DragEndEvent): void => {
    setHeld(undefined);
    const card = heldBy(active);
    const column = columns.find(({ stage_id: id }) => `lane-${id}` === over?.id);
    if (card && column) onMove(card, targetOf(column));
  };
  return (
    <DndContext sensors={sensors} collisionDetection={underPointer} accessibility={spoken} onDragStart={({ active }) => setHeld(heldBy(active))} onDragEnd={drop} onDragCancel={() => setHeld(undefined)}>
      <div className={styles["board"]} data-scroll-restoration-id="board">
        {columns.map((column) => (
          <BoardLane key={column.stage_id} column={column} {...board} />
        ))}
      </div>
      <DragOverlay dropAnimation={{ duration: 150 }}>{held && <Card card={held} held />}</DragOverlay>
    </DndContext>
  );
}
