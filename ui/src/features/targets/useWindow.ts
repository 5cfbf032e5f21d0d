import { useLayoutEffect, useState, type RefObject } from "react";

const MORE = 6; // lines beyond the edges, so that scrolling shows no hole

export interface Layout {
  /** Where each line begins; the last one: where all ends. */
  tops: readonly number[];
}

/** The first line that ends after `y`. */
export function lineAt(tops: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? 0) > y) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Which lines are in sight. */
export function useWindow(frame: RefObject<HTMLDivElement | null>, tops: readonly number[]): [first: number, end: number] {
  const [seen, setSeen] = useState({ top: 0, height: 900 });
  useLayoutEffect(() => {
    const box = frame.current;
    if (!box) return;
    const look = (): void => setSeen((now) => (now.top === box.scrollTop && now.height === box.clientHeight ? now : { top: box.scrollTop, height: box.clientHeight }));
    look();
    box.addEventListener("scroll", look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(box);
    return () => {
      box.removeEventListener("scroll", look);
      observer.disconnect();
    };
  }, [frame]);
  const lines = tops.length - 1;
  return [Math.max(0, lineAt(tops, seen.top) - MORE), Math.min(lines, lineAt(tops, seen.top + seen.height) + MORE)];
}
