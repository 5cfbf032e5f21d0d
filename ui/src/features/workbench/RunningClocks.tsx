import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { MyClock } from "@/api/types";
import styles from "./Today.module.css";

const ClockList = lazy(() => import("@/resource/dispatch/ClockList").then(({ ClockList: Listed }) => ({ default: Listed })));

/** The leads whose clocks run now: what is most urgent of all. */
export function RunningClocks({ clocks }: { clocks: readonly MyClock[] }) {
  const { t } = useTranslation();
  if (clocks.length === 0) return null;
  const title = t("screens.clock.running");
  return (
    <section className={styles["group"]} data-urgency="answer" aria-label={title}>
      <h3>
        {title} <b>{clocks.length}</b>
      </h3>
      <Suspense>
        <ClockList clocks={clocks} />
      </Suspense>
    </section>
  );
}
