import { useState, type KeyboardEvent } from "react";
import { moved, rangeOf, size, tabbed, textAt, type Range, type Spot } from "./ranges";
import { placeAt } from "./ranges";
import { mayWrite, type View } from "./gridModel";

export interface Editing extends Spot {
  text: string;
  /** Begun by typing over: the arrows end it. */
  over: boolean;
}

export interface Cursor {
  at: Spot;
  range: Range;
  editing: Editing | null;
  go: (to: Spot, extend?: boolean) => void;
  /** Null begins nothing where the figure is not the person's. */
  edit: (text?: string) => boolean;
  type: (text: string) => void;
  stop: () => void;
}

/** Where one is in the sheet, what is chosen, and what is being typed. */
export function useCursor(view: View): Cursor {
  const [spots, setSpots] = useState({ at: { y: 0, x: 0 }, anchor: { y: 0, x: 0 } });
  const [editing, setEditing] = useState<Editing | null>(null);
  const inside = (spot: Spot): Spot => moved(view, spot, 0, 0);
  const at = inside(spots.at);
  const range = rangeOf(at, inside(spots.anchor));
  const go = (to: Spot, extend = false): void => setSpots(({ anchor }) => ({ at: to, anchor: extend ? anchor : to }));
  const edit = (text?: string): boolean => {
    const place = placeAt(view, at);
    if (!place || !mayWrite(place.row, place.field)) return false;
    setEditing({ ...at, text: text ?? textAt(view, at), over: text !== undefined });
    return true;
  };
  const type = (text: string): void => setEditing((now) => now && { ...now, text });
  return { at, range, editing, go, edit, type, stop: () => setEditing(null) };
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-16, 0], PageDown: [16, 0] };
const FAR = 100_000;

/** Where a key leads; null for one that moves nothing. With Ctrl or ⌘ to the edge. */
export function ledTo(view: View, at: Spot, event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey">): { to: Spot; extend: boolean } | null {
  const { key, shiftKey: shift } = event;
  const far = event.ctrlKey || event.metaKey;
  const arrow = ARROWS[key];
  if (arrow) return { to: moved(view, at, arrow[0] * (far ? FAR : 1), arrow[1] * (far ? FAR : 1)), extend: shift };
  if (key === "Tab") {
    const to = tabbed(view, at, shift ? -1 : 1);
    return to.y === at.y && to.x === at.x ? null : { to, extend: false };
  }
  if (key === "Enter") return { to: moved(view, at, shift ? -1 : 1, 0), extend: false };
  if (key === "Home") return { to: far ? { y: 0, x: 0 } : { ...at, x: 0 }, extend: shift };
  if (key === "End") return { to: far ? moved(view, size(view), 0, 0) : { ...at, x: size(view).x - 1 }, extend: shift };
  return null;
}
