import { useSyncExternalStore } from "react";

/** The one cell that is being edited, with what was typed and refused before. */
export interface Place {
  id: number;
  name: string;
  refused?: { value: unknown; text: string };
}

let place: Place | undefined;
const listeners = new Set<() => void>();

export function editAt(next: Place | undefined): void {
  place = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The place, where it is this cell. Each cell looks for itself: a table is not drawn anew because one cell is edited. */
export const usePlace = (id: number, name: string): Place | undefined =>
  useSyncExternalStore(subscribe, () => (place?.id === id && place.name === name ? place : undefined));

const all = (from: Element): HTMLElement[] => [...(from.closest("table")?.querySelectorAll<HTMLElement>("[data-cell]") ?? [])];

/** The editable cell that many steps onwards (or back), across the ends of rows. */
export function cellFrom(cell: Element, steps: number): HTMLElement | undefined {
  const cells = all(cell);
  return cells[cells.indexOf(cell as HTMLElement) + steps];
}

/** The same column in the next row, or the row before. */
export function cellBelow(cell: HTMLElement, rows: number): HTMLElement | undefined {
  const column = all(cell).filter(({ dataset }) => dataset["cell"] === cell.dataset["cell"]);
  return column[column.indexOf(cell) + rows];
}

export const placeOf = ({ dataset }: HTMLElement): Place => ({ id: Number(dataset["row"]), name: dataset["cell"] ?? "" });

export const cellAt = (id: number, name: string): HTMLElement | null => document.querySelector(`[data-cell="${CSS.escape(name)}"][data-row="${id}"]`);
