import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useMay } from "@/shared/session/session";
import { absolute } from "@/shared/format";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { meetingsQuery, type MeetingRow, type When } from "./meetingApi";
import styles from "./Meetings.module.css";
import { SeriesList } from "./SeriesList";

const PlanMeeting = lazy(() => import("./PlanMeeting"));
const VIEWS = ["coming", "past", "series"] as const;
type View = (typeof VIEWS)[number];

export const STATE_TONES: Record<MeetingRow["state"], Tone> = { planned: "accent", running: "warn", held: "good", cancelled: "plain" };

function Row({ meeting }: { meeting: MeetingRow }) {
  const { t } = useTranslation();
  return (
    <li>
      <PathLink to={`/meetings/${meeting.id}`} className={styles["card"]}>
        <time dateTime={meeting.starts_at}>{absolute(meeting.starts_at)}</time>
        <strong>{meeting.title}</strong>
        <Mark tone={STATE_TONES[meeting.state]}>{enumText(t, "meeting_state", meeting.state)}</Mark>
        <span className={styles["quiet"]}>
          {[enumText(t, "meeting_kind", meeting.kind), meeting.unit_name, t("screens.meetings.chair", { name: meeting.owner_name }), meeting.place].filter(Boolean).join(" · ")}
        </span>
      </PathLink>
    </li>
  );
}

function Meetings({ when, create }: { when: When; create: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(meetingsQuery(when));
  if (isPending) return <div className={styles["waiting"]} aria-busy="true" />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (data.length === 0) return <Empty title={t(`screens.meetings.none.${when}`)} text={t("screens.meetings.noneText")} action={when === "coming" && create} />;
  return (
    <ul className={styles["rows"]}>
      {data.map((meeting) => (
        <Row key={meeting.id} meeting={meeting} />
      ))}
    </ul>
  );
}

/** Meetings that are to come, those that were, and what comes again. */
export function MeetingsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const [planning, setPlanning] = useState(false);
  const view = VIEWS.find((one) => one === search["when"]) ?? "coming";
  const create = may("meeting.write") && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setPlanning(true)}>
      {t("screens.meetings.plan")}
    </Button>
  );
  return (
    <Page title={t("screens.meetings.title")} actions={create}>
      <WorkTabs />
      <div className={styles["tools"]}>
        <Segmented<View>
          aria-label={t("screens.meetings.title")}
          value={view}
          onChange={(next) => void navigate({ to: ".", search: (next === "coming" ? {} : { when: next }) as never, replace: true })}
          options={VIEWS.map((value) => ({ value, label: t(`screens.meetings.view.${value}`) }))}
        />
      </div>
      {view === "series" ? <SeriesList /> : <Meetings when={view} create={create} />}
      <Suspense>{planning && <PlanMeeting onClose={() => setPlanning(false)} />}</Suspense>
    </Page>
  );
}
