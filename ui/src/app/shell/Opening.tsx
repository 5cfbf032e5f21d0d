import type { DropdownProps } from "antd";
import { lazy, Suspense, useState, type ReactElement } from "react";

const load = () => import("./OpeningDropdown");
const OpeningDropdown = lazy(load);

interface Props extends Pick<DropdownProps, "menu" | "popupRender"> {
  /** The button that opens it. */
  children: ReactElement;
}

/** A dropdown whose code arrives when someone reaches for it: the shell must be light. */
export function Opening({ children, ...dropdown }: Props) {
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
