import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field } from "@/resource/types";
import { today } from "@/shared/days";
import { Mark, type Tone } from "@/shared/ui/Mark";
import { OnDay } from "@/shared/ui/When";
import type { Decision, Meeting } from "./meetingApi";
import styles from "./Meetings.module.css";

const FIELDS: readonly Field[] = [
  { name: "text", kind: "text", required: true, maxLength: 200 },
  { name: "owner_id", kind: "person", required: true },
  { name: "due_on", kind: "date", required: true },
];
const TONES: Record<Decision["standing"], Tone> = { open: "accent", late: "bad", done: "good", dropped: "plain" };

export function DecisionList({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles["decisions"]}>
      {decisions.map((one) => (
        <li key={one.id}>
          <b>{one.text}</b>
          <span>
            <Mark tone={TONES[one.standing]}>{enumText(t, "meeting_decision", one.standing)}</Mark>{" "}
            <small className={styles["quiet"]}>
              {one.owner_name} <OnDay date={one.due_on} />
            </small>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What was decided; a new decision is a task at once. */
export function Decisions({ meeting, topicId }: { meeting: Meeting; topicId: number | undefined }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const may = meeting.state === "running" && meeting.actions.includes("minute");
  const question: Question | undefined = asking
    ? {
        title: "screens.meetings.decide",
        fields: FIELDS,
        initial: { due_on: today(7) },
        submit: async (values, key) =>
          must(
            await api.POST("/api/v1/meetings/{id}/decisions", {
              params: { path: { id: meeting.id } },
              body: { text: String(values["text"] ?? ""), owner_id: Number(values["owner_id"]), due_on: String(values["due_on"] ?? ""), topic_id: topicId ?? null },
              headers: { "Idempotency-Key": key } as never,
            }),
          ),
        done: "screens.meetings.decided",
      }
    : undefined;
  return (
    <section className={styles["side"]}>
      <h2>{t("screens.meetings.decisions")}</h2>
      {meeting.decisions.length === 0 && <p className={styles["quiet"]}>{t(may ? "screens.meetings.noDecisions" : "screens.meetings.decideLater")}</p>}
      <DecisionList decisions={meeting.decisions} />
      {may && (
        <Button icon={<PlusOutlined />} onClick={() => setAsking(true)}>
          {t("screens.meetings.decide")}
        </Button>
      )}
      <RecordDialog kind="meeting_decision" question={question} touches={["meeting", "task"]} onClose={() => setAsking(false)} />
    </section>
  );
}
