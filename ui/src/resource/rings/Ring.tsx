import type { ReactNode } from "react";
import styles from "./Ring.module.css";

interface Props {
  /** How much of the whole is done, and how much should be by now: of 10,000. */
  share: number;
  due?: number | null;
  tone: "good" | "accent" | "warn" | "plain";
  size: number;
  label: string;
  children: ReactNode;
}

const R = 44;
const ROUND = 2 * Math.PI * R;
const part = (bp: number): number => Math.min(Math.max(bp, 0), 10_000) / 10_000;

/** Progress as a ring with a tick for where it should be by now; its number stands in the middle. */
export function Ring({ share, due, tone, size, label, children }: Props) {
  const angle = due === null || due === undefined ? null : part(due) * 2 * Math.PI - Math.PI / 2;
  return (
    <span className={styles["ring"]} style={{ width: size, height: size }} role="img" aria-label={label} title={label}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className={styles["track"]} cx="50" cy="50" r={R} />
        {share > 0 && <circle className={styles["done"]} data-tone={tone} cx="50" cy="50" r={R} strokeDasharray={`${part(share) * ROUND} ${ROUND}`} transform="rotate(-90 50 50)" />}
        {angle !== null && <line className={styles["tick"]} x1={50 + 38 * Math.cos(angle)} y1={50 + 38 * Math.sin(angle)} x2={50 + 50 * Math.cos(angle)} y2={50 + 50 * Math.sin(angle)} />}
      </svg>
      <span className={styles["middle"]}>{children}</span>
    </span>
  );
}
