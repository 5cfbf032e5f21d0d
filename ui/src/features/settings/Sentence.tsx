import { Fragment } from "react";
import type { DispatchRule } from "@/api/types";
import styles from "./Rules.module.css";

const ON_A_LINE = [["when"], ["who", "how", "caps", "hours"], ["fallback"], ["clocks"]] as const;

/** A rule as a sentence: for which leads, to whom and how, and what if nobody is free; each on a line of its own. */
export function Sentence({ parts }: { parts: DispatchRule["sentence"] }) {
  const lines = ON_A_LINE.map((names) => parts.filter(({ part }) => (names as readonly string[]).includes(part))).filter((line) => line.length > 0);
  return (
    <span className={styles["sentence"]}>
      {lines.map((line, place) => (
        <span key={line[0]?.part} className={styles["line"]} data-part={line[0]?.part}>
          {place > 0 && <span aria-hidden="true">→ </span>}
          {line.map(({ part, text }) => (
            <Fragment key={part}>
              <span data-part={part}>{text}</span>{" "}
            </Fragment>
          ))}
        </span>
      ))}
    </span>
  );
}
