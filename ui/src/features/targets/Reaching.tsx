import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/shared/useFormat";
import styles from "./Phone.module.css";
import type { TargetMetric } from "./types";

/** What was reached of a figure, as a share and a bar; the words for it are the caller's. */
export function Reaching({ metric, must, reached, children }: { metric: TargetMetric; must: number | null; reached: number; children: ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = must ? reached / must : null;
  return (
    <span className={styles["reaching"]} data-over={metric.aim === "at_most" && share !== null && share > 1}>
      <span>
        {t("screens.tracking.attained")} {children}
        {share !== null && <small>{format.percent(share)}</small>}
      </span>
      {share !== null && (
        <span className={styles["bar"]} aria-hidden="true">
          <i style={{ width: `${Math.min(100, share * 100)}%` }} />
        </span>
      )}
    </span>
  );
}
