import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { useNow } from "@/shared/ui/useNow";
import { OnDay, When } from "@/shared/ui/When";
import styles from "./Board.module.css";
import { SignalMarks } from "./SignalMarks";

/** A deal at a glance: for whom, how much, when, and what is wrong. */
export function Card({ card, held = false }: { card: Opportunity; held?: boolean }) {
  const { id: me } = useMe();
  const { t } = useTranslation();
  const now = useNow();
  const isOpen = card.stage_kind === "open";
  const next = isOpen ? card.next_contact_at : null;
  const overdue = next !== null && new Date(next) < now;
  return (
    <article className={styles["card"]} data-held={held}>
      <PathLink to={`/opportunities/${card.id}`} className={styles["name"]} draggable={false}>
        {card.name}
      </PathLink>
      <small className={styles["customer"]}>
        <span>{card.customer_name}</span>
        {card.owner_id === me ? "" : card.owner_name}
      </small>
      <div className={styles["facts"]}>
        <b>
          <Money minor={card.amount_minor} currency={card.currency} />
        </b>
        {card.credibility !== null && card.credibility < 100 && <span title={t("screens.opportunity.credibility.how")}>{t("screens.opportunity.credibility.short", { n: card.credibility })}</span>}
        {card.closed_at === null ? <OnDay date={card.expected_win_on} /> : <When at={card.closed_at} />}
      </div>
      {isOpen && card.signals.length > 0 ? (
        <SignalMarks deal={card} />
      ) : (
        next && (overdue ? <Mark tone="warn">{t("screens.opportunity.trouble.overdue")}</Mark> : <small><When at={next} /></small>)
      )}
    </article>
  );
}
