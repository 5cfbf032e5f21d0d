import { useRef, useState, type PointerEvent } from "react";
import type { Cursor } from "./useCursor";
import { rangeOf, type Range, type Spot } from "./ranges";

/** The place in the sheet that lies under a pointer. */
function under(event: PointerEvent): Spot | null {
  const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>("[data-x]");
  const line = cell?.closest<HTMLElement>("[data-y]");
  return cell && line ? { y: Number(line.dataset["y"]), x: Number(cell.dataset["x"]) } : null;
}

const around = (range: Range, { y, x }: Spot): Range => {
  const down = Math.max(range.top - y, y - range.bottom);
  const right = Math.max(range.left - x, x - range.right);
  // one way only, as everywhere
  return down >= right
    ? { ...range, top: Math.min(range.top, y), bottom: Math.max(range.bottom, y) }
    : { ...range, left: Math.min(range.left, x), right: Math.max(range.right, x) };
};

/** Choosing by hand, and pulling out the corner. */
export function usePointer(cursor: Cursor, commit: () => void, fill: (source: Range, target: Range) => void) {
  const drag = useRef<"choose" | "fill" | null>(null);
  const [target, setTarget] = useState<Range | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    const spot = under(event);
    const typing = (event.target as HTMLElement).closest("input, button");
    if (!spot || event.button !== 0 || typing) return;
    if ((event.target as HTMLElement).dataset["handle"] !== undefined) {
      drag.current = "fill";
      setTarget(cursor.range);
    } else {
      commit();
      drag.current = "choose";
      cursor.go(spot, event.shiftKey);
    }
  };
  const onPointerMove = (event: PointerEvent): void => {
    const spot = drag.current && event.buttons === 1 ? under(event) : null;
    if (!spot) return;
    if (drag.current === "fill") setTarget(around(cursor.range, spot));
    else if (spot.y !== cursor.at.y || spot.x !== cursor.at.x) cursor.go(spot, true);
  };
  const onPointerUp = (): void => {
    if (drag.current === "fill" && target) {
      fill(cursor.range, target);
      cursor.go({ y: target.top, x: target.left });
      cursor.go({ y: target.bottom, x: target.right }, true);
    }
    drag.current = null;
    setTarget(null);
  };
  return { shown: target ?? rangeOf({ y: cursor.range.top, x: cursor.range.left }, { y: cursor.range.bottom, x: cursor.range.right }), on: { onPointerDown, onPointerMove, onPointerUp } };
}
