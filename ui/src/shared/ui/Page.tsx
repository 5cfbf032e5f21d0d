import type { ReactNode } from "react";
import styles from "./Page.module.css";
import { usePageTitle } from "./useTitle";

interface Props {
  title: ReactNode;
  /** The page's one sentence of state. */
  state?: ReactNode;
  actions?: ReactNode;
  /** As high as the screen: what is inside scrolls by itself. */
  fill?: boolean;
  children: ReactNode;
}

/** A page: its title, its sentence of state and its main action on one line, then its content. */
export function Page({ title, state, actions, fill = false, children }: Props) {
  usePageTitle(title);
  return (
    <div className={styles["page"]} data-fill={fill}>
      <header className={styles["header"]}>
        <h1 className={styles["title"]}>{title}</h1>
        <div className={styles["state"]}>{state}</div>
        <div className={styles["actions"]}>{actions}</div>
      </header>
      {children}
    </div>
  );
}
