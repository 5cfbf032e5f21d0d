import { lazy, Suspense, useState } from "react";
import type { MyClock } from "@/api/types";
import { ClockCard } from "./ClockCard";
import styles from "./Clocks.module.css";

const FeedbackSheet = lazy(() => import("./FeedbackSheet"));

/** Running clocks, what is due first on top. */
export function ClockList({ clocks, onOpen }: { clocks: readonly MyClock[]; onOpen?: () => void }) {
  const [told, setTold] = useState<MyClock>();
  return (
    <>
      <ul className={styles["list"]}>
        {clocks.map((clock) => (
          <li key={clock.id}>
            <ClockCard clock={clock} onFeedback={setTold} {...(onOpen && { onOpen })} />
          </li>
        ))}
      </ul>
      <Suspense>{told && <FeedbackSheet clock={told} onClose={() => setTold(undefined)} />}</Suspense>
    </>
  );
}
