import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { PathLink } from "./PathLink";
import styles from "./Tabs.module.css";

interface Props {
  label: string;
  tabs: readonly { to: string; text: string }[];
  /** The tab that a page without one of its own belongs to. */
  of?: string | undefined;
}

/** Pages that belong together, side by side; where they are more than fit, the one that is shown, or that it lies below, is in sight. */
export function Tabs({ label, tabs, of }: Props) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = of ?? tabs.reduce((best, { to }) => (to.length > best.length && `${path}/`.startsWith(`${to}/`) ? to : best), "");
  const rail = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current: box } = rail;
    const here = box?.querySelector<HTMLElement>(`[href="${current}"]`);
    if (box && here) box.scrollLeft += here.getBoundingClientRect().left - box.getBoundingClientRect().left - (box.clientWidth - here.clientWidth) / 2;
  }, [current]);
  return (
    <nav ref={rail} className={styles["tabs"]} aria-label={label}>
      {tabs.map(({ to, text }) => (
        <PathLink key={to} to={to} className={styles["tab"]} aria-current={current === to ? (path === to ? "page" : true) : undefined}>
          {text}
        </PathLink>
      ))}
    </nav>
  );
}
