import { useTranslation } from "react-i18next";
import type { Funnel } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";

/** Deals closed in the period: won, lost, and the share won. */
export function DealEnds({ deals: { won, lost, win_rate: rate } }: { deals: NonNullable<Funnel["opportunities"]> }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className={styles["ends"]}>
      {t("screens.analytics.closed")}
      <FigureLink link={won.link}>{t("screens.analytics.won", { n: format.count(won.count), amount: format.money(won.amount_minor) })}</FigureLink>
      <FigureLink link={lost.link}>{t("screens.analytics.lost", { n: format.count(lost.count), amount: format.money(lost.amount_minor) })}</FigureLink>
      {rate !== null && <span>{t("screens.analytics.winRate", { rate: format.percent(rate / 10_000) })}</span>}
    </p>
  );
}
