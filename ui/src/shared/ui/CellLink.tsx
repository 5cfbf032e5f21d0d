import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

/**
 * A link to a record from a cell of a list. The router's own link follows every change of the address and writes its address
 * through all routes: fifty of them take a tenth of a second to draw.
 */
export function CellLink({ to, children }: { to: string; children: ReactNode }) {
  const router = useRouter();
  const fetchAhead = (): void => void router.preloadRoute({ to }).catch(() => undefined);
  const open = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ to });
  };
  return (
    <a href={to} onClick={open} onMouseEnter={fetchAhead} onFocus={fetchAhead} onTouchStart={fetchAhead}>
      {children}
    </a>
  );
}
