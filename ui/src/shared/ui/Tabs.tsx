import { useRouterState } from "@tanstack/react-router";
import { PathLink } from "./PathLink";
import styles from "./Tabs.module.css";

interface Props {
  label: string;
  tabs: readonly { to: string; text: string }[];
}

/** Pages that belong together, side by side. */
export function Tabs({ label, tabs }: Props) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className={styles["tabs"]} aria-label={label}>
      {tabs.map(({ to, text }) => (
        <PathLink key={to} to={to} className={styles["tab"]} aria-current={path === to ? "page" : undefined}>
          {text}
        </PathLink>
      ))}
    </nav>
  );
}
