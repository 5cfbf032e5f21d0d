import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import type { Field, Values } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { KIND, may, PARTS, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";

const FIELDS: readonly Field[] = [
  { name: "part", kind: "select", enum: "sales_event_part", values: PARTS, required: true },
  { name: "goal_invited", kind: "number" },
  { name: "goal_attended", kind: "number" },
];

/** Who has a part in the event and how many guests they are to bring; the code for its door. */
export function EventTeam({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const edits = may(event, "edit") && event.state !== "closed";
  const put = (user: number, values: Values) => {
    const body = { part: "inviter", goal_invited: null, goal_attended: null, ...values } as never;
    return api.PUT("/api/v1/sales-events/{id}/team/{user_id}", { params: { path: { id: event.id, user_id: user } }, body });
  };
  const adding: Question = {
    title: "screens.salesEvents.team.add",
    fields: [{ name: "user_id", kind: "person", required: true }, ...FIELDS],
    initial: { part: "inviter" },
    submit: ({ user_id: user, ...values }) => put(Number(user), values),
  };
  const editing = (one: SalesEvent["team"][number]): Question => ({
    title: "screens.salesEvents.team.edit",
    fields: FIELDS,
    initial: Object.fromEntries(Object.entries({ part: one.part, goal_invited: one.goal_invited, goal_attended: one.goal_attended }).filter(([, value]) => value !== null)),
    submit: (values) => put(one.user_id, values),
  });
  const remove = (user: number): void => act({ run: () => api.DELETE("/api/v1/sales-events/{id}/team/{user_id}", { params: { path: { id: event.id, user_id: user } } }), done: "screens.salesEvents.team.removed", touches: [KIND] });
  const image = (format: "svg" | "png"): string => `/api/v1/sales-events/${event.id}/image?format=${format}`;
  return (
    <div className={styles["columns"]}>
      <section aria-label={t("screens.salesEvents.tab.team")}>
        <p className={styles["quiet"]}>{t("screens.salesEvents.team.text")}</p>
        <ul className={styles["lines"]}>
          {event.team.map((one) => (
            <li key={one.user_id}>
              <span className={styles["what"]}>
                {one.user_name}
                <small>{[enumText(t, "sales_event_part", one.part), one.goal_invited !== null && t("screens.salesEvents.team.toInvite", { count: one.goal_invited }), one.goal_attended !== null && t("screens.salesEvents.team.toBring", { count: one.goal_attended })].filter(Boolean).join(" · ")}</small>
              </span>
              {edits && (
                <span className={styles["acts"]}>
                  <Button size="small" onClick={() => setQuestion(editing(one))}>
                    {t("screens.salesEvents.edit")}
                  </Button>
                  <Button size="small" type="text" onClick={() => remove(one.user_id)}>
                    {t("screens.salesEvents.team.remove")}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
        {edits && <Button onClick={() => setQuestion(adding)}>{t("screens.salesEvents.team.add")}</Button>}
      </section>
      <section className={styles["door"]} aria-label={t("screens.salesEvents.team.door")}>
        <h2>{t("screens.salesEvents.team.door")}</h2>
        <p className={styles["quiet"]}>{t("screens.salesEvents.team.doorText")}</p>
        <img src={image("svg")} alt={t("screens.salesEvents.team.door")} width={180} height={180} loading="lazy" />
        <span className={styles["acts"]}>
          <Button size="small" href={image("png")} download>
            PNG
          </Button>
          <Button size="small" href={image("svg")} download>
            SVG
          </Button>
          <Button size="small" href={`/d/${event.token}`} target="_blank">
            {t("screens.salesEvents.team.openDoor")}
          </Button>
        </span>
      </section>
      <RecordDialog kind={KIND} question={question} touches={[KIND]} onClose={() => setQuestion(undefined)} />
    </div>
  );
}
