import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import type { Attendee, Meeting } from "./meetingApi";
import styles from "./Meetings.module.css";

const PRESENCES = ["unknown", "present", "absent", "excused"] as const;

/** Who is there. */
export function Attendance({ meeting }: { meeting: Meeting }) {
  const { t } = useTranslation();
  const act = useAct();
  const may = meeting.actions.includes("minute");
  const note = (user_id: number, presence: Attendee["presence"]): void =>
    act({
      run: async () => must(await api.POST("/api/v1/meetings/{id}/presences", { params: { path: { id: meeting.id } }, body: { user_id, presence } })),
      done: "screens.meetings.noted",
      touches: ["meeting"],
    });
  return (
    <section className={styles["side"]}>
      <h2>{t("screens.meetings.people", { n: meeting.attendees.length })}</h2>
      <ul className={styles["people"]}>
        {meeting.attendees.map(({ user_id: id, name, presence }) => (
          <li key={id}>
            <span>{name}</span>
            {may ? (
              <Select<Attendee["presence"]>
                size="small"
                aria-label={t("screens.meetings.presenceOf", { name })}
                value={presence}
                onChange={(value) => note(id, value)}
                options={PRESENCES.map((value) => ({ value, label: enumText(t, "meeting_presence", value) }))}
              />
            ) : (
              <small className={styles["quiet"]}>{enumText(t, "meeting_presence", presence)}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
