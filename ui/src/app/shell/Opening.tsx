import { lazy, Suspense, useState, type ReactElement } from "react";
import type { OpeningProps } from "./OpeningDropdown";

const load = () => import("./OpeningDropdown");
const OpeningDropdown = lazy(load);

/** A dropdown whose code arrives when someone reaches for it: the shell must be light. */
export function Opening({ children, ...dropdown }: OpeningProps & { children: ReactElement }) {
  const [woken, setWoken] = useState(false);
  if (!woken) {
    return (
      <span onPointerEnter={() => void load()} onClickCapture={() => setWoken(true)}>
        {children}
      </span>
    );
  }
  return (
    <Suspense fallback={<span>{children}</span>}>
      <OpeningDropdown {...dropdown}>{children}</OpeningDropdown>
    </Suspense>
  );
}
