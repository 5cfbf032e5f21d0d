import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { enumText } from "@/resource/texts";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { useNow } from "@/shared/ui/useNow";
import { OnDay, When } from "@/shared/ui/When";
import styles from "./Board.module.css";
import { useSignalText } from "./useSignalText";

/** Says what is wrong with an open deal, the gravest first: that it slips, then that nobody is about to do something. */
function useTrouble(card: Opportunity): string | null {
  const { t } = useTranslation();
  const now = useNow();
  if (card.stage_kind !== "open") return null;
  const [signal] = card.signals;
  if (signal) return enumText(t, "slipping_sign", signal.sign);
  return card.next_contact_at && new Date(card.next_contact_at) < now ? t("screens.opportunity.trouble.overdue") : null;
}

/** A deal at a glance: for whom, how much, when, and what is wrong. */
export function Card({ card, held = false }: { card: Opportunity; held?: boolean }) {
  const { id: me } = useMe();
  const { t } = useTranslation();
  const say = useSignalText(card);
  const trouble = useTrouble(card);
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
        {card.stage_kind === "open" && card.credibility < 100 && <span title={t("screens.opportunity.credibility.how")}>{t("screens.opportunity.credibility.short", { n: card.credibility })}</span>}
        <OnDay date={card.expected_win_on} />
      </div>
      {trouble ? (
        <span title={card.signals.map(say).join("\n")}>
          <Mark tone="warn">{trouble}</Mark>
        </span>
      ) : (
        card.stage_kind === "open" && card.next_contact_at && (
          <small>
            <When at={card.next_contact_at} />
          </small>
        )
      )}
    </article>
  );
}
