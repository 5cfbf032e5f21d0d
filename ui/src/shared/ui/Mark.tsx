import type { ReactNode } from "react";
import styles from "./Mark.module.css";

export type Tone = "good" | "warn" | "bad" | "accent" | "plain";

/** A state in a word with a coloured dot: colour is never alone. */
export function Mark({ tone = "plain", children }: { tone?: Tone | undefined; children: ReactNode }) {
  return (
    <span className={styles["mark"]} data-tone={tone}>
      {children}
    </span>
  );
}
