import type { ReactNode } from "react";
import styles from "./Ring.module.css";

interface Props {
  /** How much of the whole is done, and how much should be by now: of 10,000. */
  share: number;
  due?: number | null;
  /** Another place on the ring: a must-reach within a stretch. */
  mark?: number | null;
  tone: "good" | "accent" | "warn" | "plain";
  size: number;
  label: string;
  children: ReactNode;
}

const R = 44;
const ROUND = 2 * Math.PI * R;
const part = (bp: number): number => Math.min(Math.max(bp, 0), 10_000) / 10_000;

function Tick({ at, from, to }: { at: number; from: number; to: number }) {
  const angle = part(at) * 2 * Math.PI - Math.PI / 2;
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  return <line className={styles["tick"]} x1={50 + from * x} y1={50 + from * y} x2={50 + to * x} y2={50 + to * y} />;
}

/** Progress as a ring with a tick for where it should be by now; its number stands in the middle. */
export function Ring({ share, due = null, mark = null, tone, size, label, children }: Props) {
  return (
    <span className={styles["ring"]} style={{ width: size, height: size }} role="img" aria-label={label} title={label}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle className={styles["track"]} cx="50" cy="50" r={R} />
        {share > 0 && <circle className={styles["done"]} data-tone={tone} cx="50" cy="50" r={R} strokeDasharray={`${part(share) * ROUND} ${ROUND}`} transform="rotate(-90 50 50)" />}
        {mark !== null && <Tick at={mark} from={40} to={48} />}
        {due !== null && <Tick at={due} from={36} to={50} />}
      </svg>
      <span className={styles["middle"]}>{children}</span>
    </span>
  );
}
