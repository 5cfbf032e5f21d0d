import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { MyClock } from "@/api/types";
import { enumText } from "@/resource/texts";
import { PathLink } from "@/shared/ui/PathLink";
import { CallLead } from "./CallLead";
import styles from "./Clocks.module.css";
import { Countdown } from "./Countdown";

interface Props {
  clock: MyClock;
  onFeedback: (clock: MyClock) => void;
  /** Somebody went on to the lead itself. */
  onOpen?: () => void;
}

/** One of my running clocks: who waits, how long still, and the two things to do about it. */
export function ClockCard({ clock, onFeedback, onOpen }: Props) {
  const { t } = useTranslation();
  const { lead_id: id, title, company, source, state, due_at: due, warn_at: warn, given_at: given, responded_at: answered, hops } = clock;
  const facts = [company !== title && company, enumText(t, "lead_source", source), hops > 0 && t("screens.clock.hops", { n: hops })].filter(Boolean);
  return (
    <article className={styles["card"]} data-state={state} aria-label={title}>
      <header>
        <PathLink to={`/leads/${id}`} {...(onOpen && { onClick: onOpen })}>
          {title}
        </PathLink>
        <span className={styles["time"]}>
          <small>{t(`screens.clock.kind.${state}`)}</small> {due && <Countdown from={state === "feedback" ? answered : given} warn={warn} due={due} bar />}
        </span>
      </header>
      <small className={styles["facts"]}>{facts.join(" · ")}</small>
      <div className={styles["verbs"]}>
        <CallLead clock={clock} />
        <Button size="small" type={state === "feedback" ? "primary" : "default"} aria-label={t("screens.clock.of", { what: t("screens.clock.feedback"), title })} onClick={() => onFeedback(clock)}>
          {t("screens.clock.feedback")}
        </Button>
      </div>
    </article>
  );
}
