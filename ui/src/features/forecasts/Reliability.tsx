import { useTranslation } from "react-i18next";
import styles from "./Forecasts.module.css";

export interface Bin {
  said: number;
  true: number;
  count: number;
}

const SIDE = 180;

/** Whether what is said comes true: the nearer to the diagonal, the better. */
export function Reliability({ bins }: { bins: readonly Bin[] }) {
  const { t } = useTranslation();
  const at = ({ said, true: won }: Bin): string => `${(said * SIDE).toFixed(1)},${((1 - won) * SIDE).toFixed(1)}`;
  return (
    <figure className={styles["reliability"]}>
      <svg viewBox={`-28 -8 ${SIDE + 44} ${SIDE + 24}`} role="img" aria-label={t("screens.forecast.model.reliability")}>
        <polyline points={`0,${SIDE} ${SIDE},0`} className={styles["even"]} />
        <polyline points={bins.map(at).join(" ")} className={styles["line"]} />
        {[0, 0.5, 1].map((share) => (
          <g key={share} className={styles["scale"]} aria-hidden="true">
            <text x={share * SIDE} y={SIDE + 12} textAnchor="middle">{`${share * 100}%`}</text>
            <text x={-4} y={(1 - share) * SIDE + 3} textAnchor="end">{`${share * 100}%`}</text>
          </g>
        ))}
        {bins.map((one) => (
          <circle key={one.said} cx={one.said * SIDE} cy={(1 - one.true) * SIDE} r="3" className={styles["dot"]}>
            <title>{`${t("screens.forecast.model.said")} ${Math.round(100 * one.said)}% · ${t("screens.forecast.model.true")} ${Math.round(100 * one.true)}%`}</title>
          </circle>
        ))}
      </svg>
      <figcaption className={styles["note"]}>{t("screens.forecast.model.reliability")}</figcaption>
    </figure>
  );
}
