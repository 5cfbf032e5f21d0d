import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { InlineField } from "@/resource/detail/InlineField";
import { useAct } from "@/resource/useAct";
import { absolute } from "@/shared/format";
import { useNow } from "@/shared/ui/useNow";
import { AgendaTable } from "./AgendaTable";
import { DecisionList } from "./Decisions";
import { topicResource, type Meeting, type Topic } from "./meetingApi";
import styles from "./Meetings.module.css";
import { useTopicName } from "./TopicList";

interface Props {
  meeting: Meeting;
  topic: Topic;
}

/** Minutes that a topic has taken, with what runs. */
function Timer({ meeting, topic }: Props) {
  const { t } = useTranslation();
  const act = useAct();
  const now = useNow();
  const running = topic.timed_from !== null;
  const since = topic.timed_from ? Math.max(0, now.getTime() - Date.parse(topic.timed_from)) / 1000 : 0;
  const taken = Math.floor((topic.seconds + since) / 60);
  const press = (): void =>
    act({
      run: async () => must(await api.POST("/api/v1/meetings/topics/{id}/timers", { params: { path: { id: topic.id } }, body: { running: !running } })),
      done: running ? "screens.meetings.timerStopped" : "screens.meetings.timerStarted",
      touches: ["meeting"],
    });
  return (
    <span className={styles["timer"]}>
      {(running || topic.seconds > 0) && t("screens.meetings.taken", { n: taken })}
      {meeting.state === "running" && meeting.actions.includes("minute") && (
        <Button size="small" onClick={press}>
          {t(running ? "screens.meetings.stop" : "screens.meetings.start")}
        </Button>
      )}
    </span>
  );
}

function Figures({ meeting, topic }: Props) {
  const { t } = useTranslation();
  const frozen = meeting.agenda?.find(({ block }) => block === topic.block);
  const now = meeting.now.find(({ block }) => block === topic.block);
  const shown = frozen ?? now;
  if (!shown) return null;
  return (
    <>
      <AgendaTable block={shown} beside={frozen && now} />
      <p className={styles["quiet"]}>
        {t(frozen ? "screens.meetings.frozenAt" : "screens.meetings.asOf", { at: absolute(shown.as_of) })}
      </p>
    </>
  );
}

/** One topic: its figures as they were when the meeting began, and its minutes. */
export function TopicPane({ meeting, topic }: Props) {
  const nameOf = useTopicName();
  const { t } = useTranslation();
  const row = { ...topic, actions: meeting.actions.includes("minute") ? ["edit"] : [] };
  return (
    <section className={styles["topic"]} aria-label={nameOf(topic)}>
      <header>
        <h2>{nameOf(topic)}</h2>
        <Timer meeting={meeting} topic={topic} />
      </header>
      {topic.block === "decisions" && (meeting.before.length > 0 ? <DecisionList decisions={meeting.before} /> : <p className={styles["quiet"]}>{t("screens.meetings.noBefore")}</p>)}
      <Figures meeting={meeting} topic={topic} />
      {topicResource.fields.map((field) => (
        <InlineField key={field.name} resource={topicResource} row={row} field={field} />
      ))}
    </section>
  );
}
