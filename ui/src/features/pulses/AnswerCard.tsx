import { Button, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useAct } from "@/resource/useAct";
import { useFormat } from "@/shared/useFormat";
import { QUESTIONS, type PulseMine, type Question } from "./pulseApi";
import styles from "./Pulse.module.css";

const POINTS = [1, 2, 3, 4, 5].map((value) => ({ value, label: value }));

/** Three questions and a word; sent once, for nothing leads back to who sent it. */
export function AnswerCard({ id, pulse }: { id: number; pulse: PulseMine }) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct();
  const [said, setSaid] = useState<Partial<Record<Question, number>>>({});
  const [words, setWords] = useState("");
  const { mood, confidence, support } = said;
  const send = (): void => {
    if (mood && confidence && support)
      act({
        run: () => api.POST("/api/v1/pulses/{id}/answers", { params: { path: { id } }, body: { mood, confidence, support, words } }),
        done: "screens.pulse.sent",
        touches: ["pulse"],
      });
  };
  return (
    <section className={styles["card"]} aria-labelledby="pulse-asked">
      <h2 id="pulse-asked">{t("screens.pulse.asked")}</h2>
      <p className={styles["note"]}>
        {t("screens.pulse.askedText", { least: pulse.least })} {pulse.closes_at && t("screens.pulse.until", { when: format.relative(pulse.closes_at) })}
      </p>
      {QUESTIONS.map((question) => (
        <div key={question} className={styles["question"]} role="group" aria-labelledby={`pulse-${question}`}>
          <span id={`pulse-${question}`}>{t(`screens.pulse.${question}`)}</span>
          <span className={styles["points"]}>
            <small>{t("screens.pulse.low")}</small>
            <Radio.Group
              optionType="button"
              options={POINTS}
              value={said[question] ?? null}
              onChange={(event) => setSaid({ ...said, [question]: event.target.value as number })}
              aria-labelledby={`pulse-${question}`}
            />
            <small>{t("screens.pulse.high")}</small>
          </span>
        </div>
      ))}
      <Input.TextArea aria-label={t("screens.pulse.words")} placeholder={t("screens.pulse.words")} maxLength={200} showCount autoSize={{ minRows: 2 }} value={words} onChange={(event) => setWords(event.target.value)} />
      <Button type="primary" disabled={!mood || !confidence || !support} onClick={send}>
        {t("screens.pulse.send")}
      </Button>
    </section>
  );
}
