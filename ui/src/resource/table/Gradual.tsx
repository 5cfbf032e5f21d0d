import { createContext, use, useDeferredValue, type HTMLAttributes, type ReactNode } from "react";

const ROW = 34; // px of a row, and what lies above the first
const ABOVE = 140;

const Whole = createContext(true);

/** How many rows the screen shows at first. */
export const rowsInSight = (height = innerHeight): number => Math.max(10, Math.ceil((height - ABOVE) / ROW));

/** Draws its rows in two goes: those in sight at once, the others when the page can be used. `from` is false where all are to be drawn at once. */
export function Gradual({ from, children }: { from: boolean; children: ReactNode }) {
  const whole = useDeferredValue(true, !from);
  return <Whole value={whole}>{children}</Whole>;
}

interface RowProps extends HTMLAttributes<HTMLTableRowElement> {
  /** Below what is seen at first. */
  late?: boolean;
}

/** A row of the table; the table itself always knows all of them, so that choosing all chooses all. */
export function LaterRow({ late = false, ...props }: RowProps) {
  const whole = use(Whole);
  return late && !whole ? null : <tr {...props} />;
}
