import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { Mark } from "@/shared/ui/Mark";
import { at, keyed, type Debrief } from "./debriefApi";
import styles from "./Debriefs.module.css";

/** What we do next time. */
export function Learned({ debrief }: { debrief: Debrief }) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const writes = debrief.actions.some((verb) => verb === "edit" || verb === "reopen");
  const adding: Question = {
    title: "screens.debriefs.addLesson",
    done: "screens.debriefs.lessonAdded",
    fields: [
      { name: "text", kind: "text", required: true, maxLength: 500 },
      { name: "situation", kind: "textarea", maxLength: 1000 },
      { name: "to", kind: "select", enum: "debrief_lesson_to", values: ["none", "sop", "card"], chips: true, required: true },
    ],
    initial: { to: "none" },
    submit: ({ text, situation = "", to }, key) => api.POST("/api/v1/debriefs/{id}/lessons", { ...at(debrief.id), body: { text: String(text), situation: String(situation), to: to as "none" }, ...keyed(key) }),
  };
  const remove = (id: number): void =>
    act({ run: () => api.DELETE("/api/v1/debriefs/{id}/lessons/{lesson_id}", { params: { path: { id: debrief.id, lesson_id: id } } }), done: "screens.debriefs.lessonRemoved", touches: ["debrief"] });
  return (
    <section>
      <h2>{t("screens.debriefs.learned")}</h2>
      {debrief.lessons.length === 0 && <p className={styles["quiet"]}>{t("screens.debriefs.noLearned")}</p>}
      <ul className={styles["rows"]}>
        {debrief.lessons.map((lesson) => (
          <li key={lesson.id}>
            <span>
              {lesson.text} {lesson.to !== "none" && <Mark tone="accent">{enumText(t, "debrief_lesson_to", lesson.to)}</Mark>}{" "}
              {writes && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t("screens.debriefs.removeLesson", { text: lesson.text })} onClick={() => remove(lesson.id)} />}
            </span>
            {lesson.situation && <span className={styles["quiet"]}>{lesson.situation}</span>}
          </li>
        ))}
      </ul>
      {writes && (
        <div className={styles["bar"]}>
          <Button onClick={() => setQuestion(adding)}>{t("screens.debriefs.addLesson")}</Button>
        </div>
      )}
      <RecordDialog kind="debrief_lesson" question={question} touches={["debrief"]} onClose={() => setQuestion(undefined)} />
    </section>
  );
}
