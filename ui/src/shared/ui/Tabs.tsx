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

/** Pages that belong together, side by side; where they are more than fit, the one that is shown is in sight. */
export function Tabs({ label, tabs, of }: Props) {
  const here = useRouterState({ select: (state) => state.location.pathname });
  const path = of ?? here;
  const rail = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current: box } = rail;
    const tab = box?.querySelector<HTMLElement>(`[href="${path}"]`);
    if (box && tab) box.scrollLeft += tab.getBoundingClientRect().left - box.getBoundingClientRect().left - (box.clientWidth - tab.clientWidth) / 2;
  }, [path]);
  return (
    <nav ref={rail} className={styles["tabs"]} aria-label={label}>
      {tabs.map(({ to, text }) => (
        <PathLink key={to} to={to} className={styles["tab"]} aria-current={path === to ? "page" : undefined}>
          {text}
        </PathLink>
      ))}
    </nav>
  );
}
