import { Button, Checkbox, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAct } from "@/resource/useAct";
import { enumText } from "@/resource/texts";
import { judged, pointsOf, type Answered, type Result } from "./answers";
import { finish, TOUCHES, type Check, type Question } from "./checkApi";
import styles from "./Checks.module.css";

const SCORES = [1, 2, 3, 4, 5].map((value) => ({ value, label: value }));
const RESULTS = ["passed", "needs_work", "serious"] as const;

interface AskedProps {
  question: Question;
  answer: Answered;
  onAnswer: (answer: Answered) => void;
}

/** One question, one line, big enough for a thumb. */
function Asked({ question, answer, onAnswer }: AskedProps) {
  const { t } = useTranslation();
  const yesNo = [
    { value: 1, label: t("screens.checks.yes") },
    { value: 0, label: t("screens.checks.no") },
  ];
  return (
    <fieldset className={styles["question"]}>
      <legend>{question.text}</legend>
      <Radio.Group
        size="large"
        optionType="button"
        buttonStyle="solid"
        aria-label={question.text}
        value={answer.value}
        onChange={({ target }) => onAnswer({ ...answer, value: Number(target.value) })}
        options={question.kind === "yes_no" ? yesNo : SCORES}
      />
      <Input maxLength={200} placeholder={t("screens.checks.word")} aria-label={t("screens.checks.word")} value={answer.word} onChange={({ target }) => onAnswer({ ...answer, word: target.value })} />
    </fieldset>
  );
}

/** The questions, what they come to, and the words for the person. */
export function CheckForm({ check }: { check: Check }) {
  const { t } = useTranslation();
  const act = useAct();
  const { questions, pass_mark: mark } = check.draw;
  const [answers, setAnswers] = useState<Answered[]>(() => questions.map(() => ({ word: "" })));
  const [chosen, setChosen] = useState<Result>();
  const [feedback, setFeedback] = useState("");
  const [praised, setPraised] = useState(false);
  const points = pointsOf(questions, answers);
  const reckoned = points === undefined ? undefined : judged(points, mark);
  const result = chosen ?? reckoned;
  const wordless = (result !== "passed" || result !== reckoned) && !feedback.trim();
  const answerAt = (at: number) => (answer: Answered) => setAnswers((before) => before.map((one, place) => (place === at ? answer : one)));
  const body = () => ({
    answers: answers.map(({ value = 0, word }) => ({ value, word })),
    ...(result && { result }),
    feedback,
    praised: praised && result === "passed",
  });
  return (
    <section className={styles["panel"]}>
      <h2>{t("screens.checks.questions")}</h2>
      {questions.map((question, place) => (
        <Asked key={question.text} question={question} answer={answers[place] ?? { word: "" }} onAnswer={answerAt(place)} />
      ))}
      {points !== undefined && reckoned && (
        <div className={styles["fields"]}>
          <div className={styles["question"]}>
            <span>{t("screens.checks.reckoned", { result: enumText(t, "check_result", reckoned), points })}</span>
            <Radio.Group
              size="large"
              optionType="button"
              aria-label={t("screens.checks.result")}
              value={result}
              onChange={({ target }) => setChosen(target.value as Result)}
              options={RESULTS.map((value) => ({ value, label: enumText(t, "check_result", value) }))}
            />
          </div>
          <label htmlFor="feedback">{t("screens.checks.feedback")}</label>
          <Input.TextArea id="feedback" autoSize={{ minRows: 3 }} maxLength={2000} placeholder={t("screens.checks.feedbackHint")} value={feedback} onChange={({ target }) => setFeedback(target.value)} />
          {result === "passed" && (
            <Checkbox checked={praised} onChange={({ target }) => setPraised(target.checked)}>
              {t("screens.checks.praise")}
            </Checkbox>
          )}
        </div>
      )}
      <div className={styles["steps"]}>
        <Button
          type="primary"
          size="large"
          block
          disabled={points === undefined || wordless}
          onClick={() => act({ run: () => finish(check.id, body()), done: "screens.checks.finished", touches: [...TOUCHES] })}
        >
          {t("screens.checks.submit")}
        </Button>
      </div>
    </section>
  );
}
