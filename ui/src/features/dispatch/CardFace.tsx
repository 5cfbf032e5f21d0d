import { useTranslation } from "react-i18next";
import type { CaseCard } from "@/api/types";
import { Countdown } from "@/resource/dispatch/Countdown";
import { enumText } from "@/resource/texts";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { useNow } from "@/shared/ui/useNow";
import { When } from "@/shared/ui/When";
import styles from "./Desk.module.css";

/** Who waits for a minute only is about to be tried again anyway. */
const SOON = 180_000;

/** Why a lead is where it is, in a few words. */
function Why({ card: { state, why, next_at: next, state_at: since, evidence, responded_at: answered } }: { card: CaseCard }) {
  const { t } = useTranslation();
  const now = useNow();
  if (state === "waiting") {
    return (
      <p>
        {why ? t([`screens.dispatch.why.${why}`, why]) : t("screens.dispatch.why.pending")}
        {next && Date.parse(next) - now.getTime() > SOON && (
          <small>
            {t("screens.dispatch.again")} <When at={next} />
          </small>
        )}
      </p>
    );
  }
  if (state === "feedback" && answered) return <p>{t("screens.dispatch.answered", { by: enumText(t, "dispatch_evidence", evidence) })}</p>;
  if (state === "desk") {
    return (
      <p>
        {t("screens.dispatch.onDesk")} <When at={since} />
      </p>
    );
  }
  return null;
}

/** A lead in dispatch at a glance: who waits, how long still, with whom, and why. */
export function CardFace({ card, held = false }: { card: CaseCard; held?: boolean }) {
  const { t } = useTranslation();
  const { lead_id: lead, title, company, grade, source, state, owner_name: owner, rule_name: rule, hops, due_at: due, warn_at: warn, given_at: given, responded_at: answered, arrived_at: arrived } = card;
  const from = [enumText(t, "lead_source", source), rule].filter(Boolean).join(" · ");
  const ticking = due !== null && (state === "responding" || state === "feedback");
  return (
    <article className={styles["card"]} data-held={held}>
      <header>
        <PathLink to={`/leads/${lead}`} draggable={false}>
          {title ?? t("screens.dispatch.hidden")}
        </PathLink>
        {grade && <b className={styles["grade"]}>{grade}</b>}
      </header>
      {ticking && <Countdown from={state === "feedback" ? answered : given} warn={warn} due={due} bar />}
      {company && company !== title && <small className={styles["facts"]}>{company}</small>}
      <small className={styles["facts"]} title={from}>
        {from}
      </small>
      <Why card={card} />
      <footer>
        <span>{owner ?? t("screens.dispatch.nobody")}</span>
        {hops > 0 && <Mark tone="warn">{t("screens.dispatch.hops", { n: hops })}</Mark>}
        <When at={arrived} />
      </footer>
    </article>
  );
}
