import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { Timeline } from "@/resource/timeline/Timeline";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { absolute, clock } from "@/shared/format";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { Attendance } from "./Attendance";
import { Decisions } from "./Decisions";
import { meetingQuery, meetingResource, type Meeting } from "./meetingApi";
import styles from "./Meetings.module.css";
import { STATE_TONES } from "./MeetingsPage";
import { MeetingVerbs } from "./MeetingVerbs";
import { TopicList } from "./TopicList";
import { TopicPane } from "./TopicPane";

const WEB = /^https?:\/\/\S+$/;

function Place({ meeting }: { meeting: Meeting }) {
  if (!WEB.test(meeting.place)) return <>{meeting.place}</>;
  return (
    <a href={meeting.place} target="_blank" rel="noreferrer">
      {meeting.place}
    </a>
  );
}

function Opened({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number>();
  const topic = meeting.topics.find(({ id }) => id === chosen) ?? meeting.topics[0];
  const state = (
    <>
      <Mark tone={STATE_TONES[meeting.state]}>{enumText(t, "meeting_state", meeting.state)}</Mark>
      {` ${absolute(meeting.starts_at)}–${clock(new Date(meeting.ends_at))} · ${enumText(t, "meeting_kind", meeting.kind)} · ${t("screens.meetings.chair", { name: meeting.owner_name })} `}
      {meeting.minute_taker_name && `· ${t("screens.meetings.taker", { name: meeting.minute_taker_name })} `}
      {meeting.place && (
        <>
          · <Place meeting={meeting} />
        </>
      )}
    </>
  );
  return (
    <Page title={meeting.title} state={state} actions={<MeetingVerbs meeting={meeting} />}>
      <WorkTabs of="/meetings" />
      {meeting.private && <p className={styles["quiet"]}>{t("screens.meetings.private")}</p>}
      {meeting.reason && <p>{t("screens.meetings.why", { reason: meeting.reason })}</p>}
      <div className={styles["room"]}>
        <TopicList meeting={meeting} chosen={topic?.id} onChoose={setChosen} />
        {topic && <TopicPane key={topic.id} meeting={meeting} topic={topic} />}
        <aside>
          <Decisions meeting={meeting} topicId={topic?.id} />
          <Attendance meeting={meeting} />
        </aside>
      </div>
      <section className={styles["below"]}>
        <Timeline resource={meetingResource} id={meeting.id} />
      </section>
    </Page>
  );
}

/** The room of a meeting: its agenda, the topic that is talked about, what was decided. */
export function MeetingPage() {
  const { id } = useParams({ strict: false }) as { id?: string };
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(meetingQuery(Number(id)));
  return data ? (
      <Opened meeting={data} />
    ) : (
      <Page title={t("screens.meetings.title")}>{error ? <Failing error={error} onRetry={() => void refetch()} /> : <div className={styles["waiting"]} aria-busy="true" />}</Page>
    );
}
