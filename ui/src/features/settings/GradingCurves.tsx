import { useTranslation } from "react-i18next";
import styles from "./Grading.module.css";

export interface Curves {
  roc?: [number, number][];
  roc_rules?: [number, number][];
  reliability?: { said: number; true: number; count: number }[];
}

const SIDE = 150;

const line = (points: readonly (readonly [number, number])[]): string => points.map(([x, y]) => `${(x * SIDE).toFixed(1)},${((1 - y) * SIDE).toFixed(1)}`).join(" ");

/** How well it tells buyers from others beside the rules, and whether it means what it says. The table above says the same. */
export function GradingCurves({ curves }: { curves: Curves }) {
  const { t } = useTranslation();
  const bins = curves.reliability ?? [];
  const most = Math.max(0.05, ...bins.flatMap((one) => [one.said, one.true]));
  return (
    <div className={styles["curves"]}>
      <figure>
        <svg viewBox={`-4 -4 ${SIDE + 8} ${SIDE + 8}`} role="img" aria-label={t("screens.grading.model.roc")}>
          <polyline points={`0,${SIDE} ${SIDE},0`} className={styles["even"]} />
          <polyline points={line(curves.roc_rules ?? [])} className={styles["rulesLine"]} />
          <polyline points={line(curves.roc ?? [])} className={styles["modelLine"]} />
        </svg>
        <figcaption>{t("screens.grading.model.roc")}</figcaption>
      </figure>
      <figure>
        <svg viewBox={`-4 -4 ${SIDE + 8} ${SIDE + 8}`} role="img" aria-label={t("screens.grading.model.reliability")}>
          <polyline points={`0,${SIDE} ${SIDE},0`} className={styles["even"]} />
          <polyline points={line(bins.map((one) => [one.said / most, one.true / most] as const))} className={styles["modelLine"]} />
          {bins.map((one) => (
            <circle key={one.said} cx={(one.said / most) * SIDE} cy={(1 - one.true / most) * SIDE} r="3" className={styles["dot"]} />
          ))}
        </svg>
        <figcaption>{t("screens.grading.model.reliability")}</figcaption>
      </figure>
    </div>
  );
}
