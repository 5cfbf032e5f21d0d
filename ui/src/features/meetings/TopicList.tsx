import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { useKey } from "@/resource/form/useSubmit";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import type { Meeting, Topic } from "./meetingApi";
import styles from "./Meetings.module.css";

export function useTopicName(): (topic: Topic) => string {
  const { t } = useTranslation();
  return ({ block, title }) => title || enumText(t, "meeting_block", block);
}

function Propose({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const act = useAct();
  const keyFor = useKey();
  const [title, setTitle] = useState("");
  const add = (): void => {
    if (title.trim() === "") return;
    const headers = { "Idempotency-Key": keyFor(title) } as never;
    act({
      run: async () => {
        must(await api.POST("/api/v1/meetings/{id}/topics", { params: { path: { id: meeting.id } }, body: { title: title.trim() }, headers }));
        setTitle("");
      },
      done: "screens.meetings.topicAdded",
      touches: ["meeting"],
    });
  };
  return (
    <div className={styles["propose"]}>
      <Input aria-label={t("screens.meetings.propose")} placeholder={t("screens.meetings.propose")} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} onPressEnter={add} />
      <Button icon={<PlusOutlined />} aria-label={t("screens.meetings.add")} onClick={add} />
    </div>
  );
}

/** The agenda: what the figures bring, and what people brought. */
export function TopicList({ meeting, chosen, onChoose }: { meeting: Meeting; chosen: number | undefined; onChoose: (id: number) => void }) {
  const { t } = useTranslation();
  const nameOf = useTopicName();
  return (
    <nav className={styles["agenda"]} aria-label={t("screens.meetings.agenda")}>
      <h2>{t("screens.meetings.agenda")}</h2>
      <ol>
        {meeting.topics.map((topic) => (
          <li key={topic.id}>
            <button type="button" aria-current={topic.id === chosen} onClick={() => onChoose(topic.id)}>
              {nameOf(topic)}
              {topic.timed_from && <span className={styles["running"]}> ●</span>}
              {topic.author_name && <small>{topic.author_name}</small>}
            </button>
          </li>
        ))}
      </ol>
      {meeting.actions.includes("propose") && <Propose meeting={meeting} />}
    </nav>
  );
}
