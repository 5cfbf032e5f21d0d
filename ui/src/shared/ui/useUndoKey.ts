import { useEffect } from "react";
import { dismiss, type Toast } from "./toast";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl or ⌘ with Z takes back what the newest toast offers to; in a text it undoes typing, as ever. */
export function useUndoKey(toasts: readonly Toast[]): void {
  useEffect(() => {
    const newest = toasts.findLast(({ action }) => action?.key);
    if (!newest) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey || isTyping(event.target)) return;
      event.preventDefault();
      dismiss(newest.id);
      newest.action?.run();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [toasts]);
}
