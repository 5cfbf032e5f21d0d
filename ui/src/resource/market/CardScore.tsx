import { useTranslation } from "react-i18next";
import { Mark } from "@/shared/ui/Mark";
import type { BattleCardRow } from "./market";
import styles from "./Market.module.css";

/** Whether a card still holds, and how it did in deals. */
export function CardScore({ card }: { card: BattleCardRow }) {
  const { t } = useTranslation();
  return (
    <div className={styles["bar"]}>
      <Mark tone={card.stale ? "warn" : "good"}>{card.stale ? t("screens.market.cards.stale") : t("screens.market.cards.fresh", { on: card.reviewed_on })}</Mark>
      {!card.active && <Mark>{t("screens.market.cards.inactive")}</Mark>}
      <span className={styles["score"]}>{t("screens.market.cards.score", { helped: card.helped, not: card.not_helped })}</span>
      {card.helped > 0 && <span className={styles["score"]}>{t("screens.market.cards.outcome", { won: card.helped_won, lost: card.helped_lost })}</span>}
    </div>
  );
}
