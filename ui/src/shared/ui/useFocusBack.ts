import { useEffect, useState } from "react";

/** Gives the focus back, when this goes away, to what had it before: who works by keyboard goes on where they were. */
export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // after the dialog has left the page and let go of the focus
      setTimeout(() => {
        const free = document.activeElement === null || document.activeElement === document.body;
        if (free && before instanceof HTMLElement && before.isConnected) before.focus();
      });
    },
    [before],
  );
}
