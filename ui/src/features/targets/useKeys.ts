import type { ClipboardEvent, KeyboardEvent } from "react";
import { keyed } from "@/shared/ui/toast";
import type { View } from "./gridModel";
import { ledTo, type Cursor } from "./useCursor";
import type { Gestures } from "./useGestures";

interface Options {
  view: View;
  cursor: Cursor;
  gestures: Gestures;
  commit: () => void;
  /** More about the place one stands in. */
  onMore: () => void;
}

const inField = (event: { target: EventTarget }): boolean => event.target instanceof HTMLInputElement;

/** The keys of a spreadsheet. */
export function useKeys({ view, cursor, gestures, commit, onMore }: Options) {
  const { editing, range } = cursor;
  const typing = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (!editing) return false;
    if (event.nativeEvent.isComposing) return true;
    if (event.key === "Escape") {
      event.preventDefault();
      cursor.stop();
      event.currentTarget.focus();
      return true;
    }
    const ends = event.key === "Enter" || event.key === "Tab" || (editing.over && event.key.startsWith("Arrow"));
    if (ends) commit();
    return !ends;
  };
  const withCtrl = (key: string, shift: boolean): (() => void) | undefined => {
    // what was done last was no figure: the word that says so takes it back
    if (key.toLowerCase() === "z" && !shift && keyed()) return undefined;
    const ways: Record<string, () => void> = {
      d: () => gestures.down(range),
      r: () => gestures.right(range),
      z: () => (shift ? gestures.redo() : gestures.undo()),
      y: gestures.redo,
      a: () => {
        cursor.go({ y: 0, x: 0 });
        cursor.go({ y: view.rows.length * view.fields.length - 1, x: view.columns.length - 1 }, true);
      },
    };
    return ways[key.toLowerCase()];
  };
  const plain = (event: KeyboardEvent): (() => void) | undefined => {
    const { key } = event;
    if (key === "F2" && event.shiftKey) return onMore;
    if (key === "F2") return () => void cursor.edit();
    if (key === "Enter" && event.altKey) return onMore;
    if (key === "Delete" || key === "Backspace") return () => gestures.clear(range);
    if (key.length === 1 && !event.altKey) return () => void cursor.edit(key === " " ? undefined : key);
    return undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    // an input method has begun: it goes on in the cell
    if (event.key === "Process" && !editing) return void cursor.edit("");
    if (typing(event)) return;
    const does = event.ctrlKey || event.metaKey ? withCtrl(event.key, event.shiftKey) : plain(event);
    const led = does ? null : ledTo(view, cursor.at, event);
    if (!does && !led) return;
    event.preventDefault();
    if (led) cursor.go(led.to, led.extend);
    does?.();
  };
  const onCopy = (event: ClipboardEvent): void => {
    if (inField(event)) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", gestures.copy(range));
  };
  return {
    onKeyDown,
    onCopy,
    onCut: (event: ClipboardEvent): void => {
      onCopy(event);
      if (!inField(event)) gestures.clear(range);
    },
    onPaste: (event: ClipboardEvent): void => {
      if (inField(event)) return;
      event.preventDefault();
      gestures.paste(range, event.clipboardData.getData("text/plain"));
    },
  };
}
