import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { newKey } from "@/api/client";
import { today } from "@/shared/days";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { followUp, reply, TOUCHES, type Check } from "./checkApi";
import { StateMark } from "./CheckRows";
import styles from "./Checks.module.css";

function Answers({ check }: { check: Check }) {
  const { t } = useTranslation();
  return (
    <dl className={styles["facts"]}>
      {check.draw.questions.map(({ text, kind }, place) => {
        const { value, word } = check.answers[place] ?? { value: 0, word: "" };
        return (
          <div key={text} style={{ display: "contents" }}>
            <dt>{text}</dt>
            <dd>
              <b>{kind === "score" ? `${value} / 5` : t(`screens.checks.${value === 1 ? "yes" : "no"}`)}</b> {word}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** What came of a check: answers and feedback, the person's own word, and a task where one helps. */
export function Outcome({ check }: { check: Check }) {
  const { t } = useTranslation();
  const act = useAct();
  const [question, setQuestion] = useState<Question>();
  const done = "screens.checks.replied";
  const explaining: Question = {
    title: "screens.checks.explainText",
    fields: [{ name: "text", kind: "textarea", required: true, maxLength: 2000 }],
    submit: ({ text }, key) => reply(check.id, { reply: "explain", text: String(text) }, key),
    done,
  };
  const following: Question = {
    title: "screens.checks.followUp",
    fields: [
      { name: "title", kind: "text", required: true, maxLength: 200 },
      { name: "due_on", kind: "date" },
    ],
    initial: { title: t("screens.checks.followTitle", { programme: check.programme_name }), due_on: today(3) },
    submit: ({ title, due_on: due }, key) => followUp(check.id, { title: String(title), note: check.feedback, ...(due ? { due_on: String(due) } : {}) }, key),
    done: "screens.checks.followed",
  };
  return (
    <section className={styles["panel"]}>
      <h2>
        <span>{t("screens.checks.result")}</span>
        <span>
          <StateMark check={check} /> {check.points !== null && t("screens.checks.points", { points: check.points })}
        </span>
      </h2>
      {check.praised && <Mark tone="good">{t("screens.checks.praised")}</Mark>}
      <Answers check={check} />
      {check.feedback && <p className={styles["quote"]}>{check.feedback}</p>}
      {check.reply && (
        <p>
          {t("screens.checks.theirReply", { name: check.owner_name ?? "" })}
          {": "}
          {enumText(t, "check_reply", check.reply)} {check.reply_text}
        </p>
      )}
      <div className={styles["steps"]}>
        {check.actions.includes("answer") && (
          <>
            <Button type="primary" size="large" onClick={() => act({ run: () => reply(check.id, { reply: "agree", text: "" }, newKey()), done, touches: [...TOUCHES] })}>
              {t("screens.checks.agree")}
            </Button>
            <Button size="large" onClick={() => setQuestion(explaining)}>
              {t("screens.checks.explain")}
            </Button>
          </>
        )}
        {check.actions.includes("follow_up") && (
          <Button size="large" onClick={() => setQuestion(following)}>
            {t("screens.checks.followUp")}
          </Button>
        )}
        {check.task_id !== null && <PathLink to={`/tasks/${check.task_id}`}>{t("screens.checks.openTask")}</PathLink>}
      </div>
      <RecordDialog kind="task" question={question} touches={TOUCHES} onClose={() => setQuestion(undefined)} />
    </section>
  );
}
