import { useRef, type MouseEvent, type TouchEvent } from "react";

const LONG = 450; // milliseconds
const STILL = 10; // pixels that a finger may stray

/** A long press of a finger, unless it is switched `off`; the tap that it ends in, and the browser's own menu, do not happen. */
export function usePress(onLong: (() => void) | undefined, off: boolean) {
  const state = useRef<{ timer?: ReturnType<typeof setTimeout>; x: number; y: number; done: boolean }>({ x: 0, y: 0, done: false });
  if (!onLong) return {};
  const stop = (): void => clearTimeout(state.current.timer);
  return {
    onTouchStart: ({ touches }: TouchEvent): void => {
      const finger = touches[0];
      if (!finger || touches.length > 1 || off) return stop();
      const fire = (): void => {
        state.current.done = true;
        onLong();
      };
      state.current = { x: finger.clientX, y: finger.clientY, done: false, timer: setTimeout(fire, LONG) };
    },
    onTouchMove: ({ touches }: TouchEvent): void => {
      const finger = touches[0];
      const { x, y } = state.current;
      if (finger && Math.hypot(finger.clientX - x, finger.clientY - y) > STILL) stop();
    },
    onTouchEnd: (event: TouchEvent): void => {
      stop();
      if (state.current.done) event.preventDefault();
      state.current.done = false;
    },
    onTouchCancel: stop,
    onContextMenu: (event: MouseEvent): void => {
      if (state.current.timer !== undefined) event.preventDefault();
    },
  };
}
