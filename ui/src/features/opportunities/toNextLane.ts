import { KeyboardCode, type KeyboardCoordinateGetter } from "@dnd-kit/core";

const STEP: Partial<Record<string, number>> = { [KeyboardCode.Left]: -1, [KeyboardCode.Right]: 1 };

/** From the keyboard a card goes one lane to the left or right at a time. */
export const toNextLane: KeyboardCoordinateGetter = (event, { context: { over, droppableRects, active }, currentCoordinates }) => {
  const step = STEP[event.code];
  if (!step || !active) return undefined;
  event.preventDefault();
  const lanes = [...droppableRects].sort(([, a], [, b]) => a.left - b.left);
  const at = lanes.findIndex(([id]) => id === over?.id);
  const next = lanes[at + step];
  return next ? { x: next[1].left + 8, y: currentCoordinates.y } : undefined;
};
