import type { ReactNode } from "react";
import styles from "./States.module.css";

interface Props {
  title: string;
  text?: string;
  /** The first thing to do about it. */
  action?: ReactNode;
}

/** An empty place that says what will appear in it. */
export function Empty({ title, text, action }: Props) {
  return (
    <div className={styles["state"]}>
      <p className={styles["title"]}>{title}</p>
      {text && <p className={styles["text"]}>{text}</p>}
      {action}
    </div>
  );
}
