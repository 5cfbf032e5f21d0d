import { PointerSensor, type PointerSensorProps } from "@dnd-kit/core";
import { flushSync } from "react-dom";

/**
 * Ends a drag where the pointer was let go, not where it was at the last painting, which a quick hand on a busy machine is ahead of:
 * the place is painted first, and then what lies there.
 */
export class LastMoveSensor extends PointerSensor {
  constructor(props: PointerSensorProps) {
    let at: { x: number; y: number } | undefined;
    const note = ({ clientX: x, clientY: y }: PointerEvent): void => void (at = { x, y });
    window.addEventListener("pointerup", note, { capture: true, once: true });
    const gone = (): void => window.removeEventListener("pointerup", note, true);
    super({
      ...props,
      onAbort: (id) => {
        at = undefined; // it never began: a press
        props.onAbort(id);
      },
      onCancel: () => {
        gone();
        props.onCancel();
      },
      onEnd: () => {
        gone();
        const place = at;
        if (place) flushSync(() => props.onMove(place));
        flushSync(() => undefined); // what the card is over is told by an effect of that painting
        props.onEnd();
      },
    });
  }
}
