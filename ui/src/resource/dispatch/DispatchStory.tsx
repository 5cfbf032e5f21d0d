import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DispatchStoryOut } from "@/api/types";
import { enumText } from "@/resource/texts";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { When } from "@/shared/ui/When";
import { Countdown } from "./Countdown";
import { storyOf } from "./engine";
import styles from "./Story.module.css";

type Decision = DispatchStoryOut["decisions"][number];
type Turn = DispatchStoryOut["stints"][number];

/** Why a lead went to whom, and how the clocks went. */
export function useStory(lead: number) {
  return useQuery({ queryKey: ["lead", "dispatch", lead], queryFn: ({ signal }) => storyOf(lead, signal), meta: liveOne("lead", lead) });
}

function WhyNot({ others }: { others: Decision["why_not"] }) {
  const { t } = useTranslation();
  if (others.length === 0) return null;
  return (
    <details>
      <summary>{t("screens.story.whyNot", { n: others.length })}</summary>
      <ul>
        {others.map(({ user_id: id, name, words }) => (
          <li key={id}>
            <b>{name}</b> {words}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Told({ decision: { at, words, why_not: others } }: { decision: Decision }) {
  return (
    <li>
      <small>
        <When at={at} />
      </small>
      {words.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <WhyNot others={others} />
    </li>
  );
}

/** How one person's turn went, in a word and with its clock while it runs. */
function Went({ turn: { user_name: name, given_at: given, warn_at: warn, due_at: due, responded_at: answered, evidence, feedback_due_at: feedbackDue, feedback_at: fedBack, end } }: { turn: Turn }) {
  const { t } = useTranslation();
  const running = end === "";
  const late = answered !== null && due !== null && answered > due;
  return (
    <li>
      <b>{name}</b>
      <span>
        {running && !answered && due && <Countdown from={given} warn={warn} due={due} />}
        {running && answered && !fedBack && feedbackDue && <Countdown from={answered} due={feedbackDue} />}
        {answered && <Mark tone={late ? "warn" : "good"}>{t(late ? "screens.story.late" : "screens.story.answered", { by: enumText(t, "dispatch_evidence", evidence) })}</Mark>}
        {fedBack && <Mark tone="good">{t("screens.story.fedBack")}</Mark>}
        {!running && <Mark tone={end === "breached" ? "bad" : "plain"}>{enumText(t, "stint_end", end)}</Mark>}
      </span>
      <small>
        <When at={given} />
      </small>
    </li>
  );
}

/** Decisions in sentences, the newest first, and everybody's turn. */
export function DispatchStory({ lead }: { lead: number }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useStory(lead);
  if (isPending) return <p className={styles["none"]}>{t("shell.loading")}</p>;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (data.decisions.length === 0 && data.stints.length === 0) return <p className={styles["none"]}>{t("screens.story.none")}</p>;
  return (
    <div className={styles["story"]}>
      {data.stints.length > 0 && (
        <ul className={styles["turns"]}>
          {data.stints.toReversed().map((turn) => (
            <Went key={turn.id} turn={turn} />
          ))}
        </ul>
      )}
      <ol>
        {data.decisions.toReversed().map((decision) => (
          <Told key={decision.id} decision={decision} />
        ))}
      </ol>
    </div>
  );
}
