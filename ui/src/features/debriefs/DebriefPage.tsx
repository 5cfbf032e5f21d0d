import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { MarketTabs } from "@/resource/market/MarketTabs";
import { Timeline } from "@/resource/timeline/Timeline";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { useRecord } from "@/resource/useRecord";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { at, debriefResource, OUTCOME_TONES, STANDING_TONES, type Debrief } from "./debriefApi";
import { Buyers } from "./Buyers";
import styles from "./Debriefs.module.css";
import { Learned } from "./Learned";
import { OurView } from "./OurView";

function Feedback({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const judges = debrief.actions.includes("judge");
  if (!judges && !debrief.feedback) return null;
  const asking: Question = {
    title: "screens.debriefs.giveFeedback",
    done: "screens.debriefs.feedbackGiven",
    text: <p>{t("screens.debriefs.feedbackText")}</p>,
    fields: [{ name: "feedback", kind: "textarea", required: true, maxLength: 4000 }],
    initial: { feedback: debrief.feedback },
    submit: ({ feedback }) => api.PUT("/api/v1/debriefs/{id}/feedback", { ...at(debrief.id), body: { feedback: String(feedback) } }),
  };
  return (
    <section>
      <h2>{t("screens.debriefs.feedback")}</h2>
      {debrief.feedback && (
        <p className={styles["text"]}>
          {debrief.feedback} <span className={styles["quiet"]}>— {debrief.feedback_by_name}</span>
        </p>
      )}
      {judges && <Button onClick={() => setQuestion(asking)}>{t("screens.debriefs.giveFeedback")}</Button>}
      <RecordDialog kind="debrief" question={question} touches={["debrief"]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}

function Facts({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const facts = [debrief.customer_name, debrief.owner_name, `${t("fields.debrief.due_on")} ${debrief.due_on}`, debrief.lost_reason].filter(Boolean);
  return (
    <p className={styles["facts"]}>
      <PathLink to={`/opportunities/${debrief.opportunity_id}`}>{t("screens.debriefs.openDeal")}</PathLink> · <Money minor={debrief.amount_minor} currency={debrief.currency} /> · {facts.join(" · ")}
    </p>
  );
}

const viewKey = ({ same_view: same }: Debrief): string => (same === null ? "unheard" : same ? "same" : "differ");

/** One win/loss review: what we say, what the buyer says, what we learn. */
export function DebriefPage() {
  const { t } = useTranslation();
  const act = useAct();
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: debrief, error, refetch } = useRecord(debriefResource, Number(id));
  if (error && !debrief) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!debrief) return <PageSkeleton />;
  const reopen = (): void => act({ run: () => api.DELETE("/api/v1/debriefs/{id}/finishes", at(debrief.id)), done: "screens.debriefs.reopened", touches: ["debrief"] });
  const state = (
    <>
      <Mark tone={OUTCOME_TONES[debrief.outcome]}>{enumText(t, "debrief_outcome", debrief.outcome)}</Mark> <Mark tone={STANDING_TONES[debrief.standing]}>{enumText(t, "debrief_standing", debrief.standing)}</Mark>
    </>
  );
  return (
    <Page title={debrief.title} state={state} actions={debrief.actions.includes("reopen") && <Button onClick={reopen}>{t("screens.debriefs.reopen")}</Button>}>
      <MarketTabs />
      <Facts debrief={debrief} />
      <div className={styles["page"]}>
        <div>
          <p>
            <Mark tone={debrief.same_view === false ? "warn" : debrief.same_view ? "good" : "plain"}>{t(`screens.debriefs.views.${viewKey(debrief)}`)}</Mark>
          </p>
          <OurView key={debrief.state} debrief={debrief} />
          <Learned debrief={debrief} />
          <Feedback debrief={debrief} />
        </div>
        <div>
          <Buyers debrief={debrief} />
          <Timeline resource={debriefResource} id={debrief.id} />
        </div>
      </div>
    </Page>
  );
}
