import { Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import type { Question } from "./checkApi";
import styles from "./Checks.module.css";

const MOST = 7;

interface Props {
  questions: readonly Question[];
  onChange: (questions: Question[]) => void;
}

/** Two to seven questions, each answered by yes or no, or by a score. */
export function QuestionsEditor({ questions, onChange }: Props) {
  const { t } = useTranslation();
  const set = (at: number, change: Partial<Question>): void => onChange(questions.map((one, place) => (place === at ? { ...one, ...change } : one)));
  const numbered = questions.map((one, place) => ({ ...one, place }));
  return (
    <Form.Item label={t("screens.checks.f.questions")} required>
      <div className={styles["fields"]}>
        {numbered.map(({ text, kind, place }) => (
          <div key={place} className={styles["fields"]}>
            <Input aria-label={t("screens.checks.f.question", { n: place + 1 })} placeholder={t("screens.checks.f.question", { n: place + 1 })} maxLength={200} value={text} onChange={({ target }) => set(place, { text: target.value })} />
            <div className={styles["pair"]}>
              <Select
                aria-label={t("screens.checks.f.answered")}
                value={kind}
                onChange={(value) => set(place, { kind: value })}
                options={(["yes_no", "score"] as const).map((value) => ({ value, label: enumText(t, "check_asked", value) }))}
              />
              <Button onClick={() => onChange(questions.filter((_, at) => at !== place))}>{t("screens.checks.f.remove")}</Button>
            </div>
          </div>
        ))}
        {questions.length < MOST && <Button onClick={() => onChange([...questions, { text: "", kind: "yes_no" }])}>{t("screens.checks.f.addQuestion")}</Button>}
      </div>
    </Form.Item>
  );
}
