import type { KeyboardEvent, MouseEvent } from "react";
import { cellBelow, cellFrom, editAt, placeOf } from "./place";

const cellOf = (target: EventTarget): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>("[data-cell]") : null);

const STEPS: Readonly<Record<string, (cell: HTMLElement) => HTMLElement | undefined>> = {
  ArrowRight: (cell) => cellFrom(cell, 1),
  ArrowLeft: (cell) => cellFrom(cell, -1),
  ArrowDown: (cell) => cellBelow(cell, 1),
  ArrowUp: (cell) => cellBelow(cell, -1),
};

/** F2 anywhere in a row goes to its first cell that can be changed. */
const firstOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? (target.closest("tr")?.querySelector<HTMLElement>("[data-cell]") ?? null) : null;

/** Double click, Enter or F2 edit a cell; arrows go from one to the next. */
export const cellKeys = {
  onDoubleClick: ({ target }: MouseEvent): void => {
    const cell = cellOf(target);
    if (cell && cell.dataset["editing"] === undefined) editAt(placeOf(cell));
  },
  onKeyDown: (event: KeyboardEvent): void => {
    const cell = cellOf(event.target);
    if (event.key === "F2" || (event.key === "Enter" && cell === event.target)) {
      const wanted = cell ?? firstOf(event.target);
      if (!wanted || wanted.dataset["editing"] !== undefined) return;
      event.preventDefault();
      return editAt(placeOf(wanted));
    }
    const step = cell === event.target ? STEPS[event.key] : undefined;
    const next = cell && step?.(cell);
    if (!next) return;
    event.preventDefault();
    next.focus();
  },
};
