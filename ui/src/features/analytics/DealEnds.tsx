import { useTranslation } from "react-i18next";
import type { Funnel } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";

/** Deals closed in the period: won, lost, the share won, and how fast. */
export function DealEnds({ deals: { won, lost, win_rate: rate, win_rate_before: rateBefore, cycle_days: days, velocity_minor: velocity } }: { deals: NonNullable<Funnel["opportunities"]> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const before = (value: string): string => t("screens.analytics.before", { n: value });
  return (
    <p className={styles["ends"]}>
      {t("screens.analytics.closed")}
      <span>
        <FigureLink link={won.link}>{t("screens.analytics.won", { n: format.count(won.count), amount: format.money(won.amount_minor) })}</FigureLink>
        {won.previous !== null && <small className={styles["change"]}>{before(format.count(won.previous))}</small>}
      </span>
      <span>
        <FigureLink link={lost.link}>{t("screens.analytics.lost", { n: format.count(lost.count), amount: format.money(lost.amount_minor) })}</FigureLink>
        {lost.previous !== null && <small className={styles["change"]}>{before(format.count(lost.previous))}</small>}
      </span>
      {rate !== null && (
        <span>
          {t("screens.analytics.winRate", { rate: format.percent(rate / 10_000) })}
          {rateBefore !== null && <small className={styles["change"]}>{before(format.percent(rateBefore / 10_000))}</small>}
        </span>
      )}
      {days !== null && <span>{t("screens.analytics.cycle", { n: format.decimal(days) })}</span>}
      {velocity !== null && <span title={t("screens.analytics.velocityText")}>{t("screens.analytics.velocity", { amount: format.money(velocity) })}</span>}
    </p>
  );
}
