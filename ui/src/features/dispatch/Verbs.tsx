import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Breach } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { appealing, judging, TOUCHED } from "./appealing";
import styles from "./Compliance.module.css";

/** What may be done about a breach now: appeal, or decide an appeal. */
export function Verbs({ breach }: { breach: Breach }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  if (breach.actions.length === 0) return null;
  return (
    <span className={styles["verbs"]}>
      {breach.actions.includes("appeal") && (
        <Button size="small" onClick={() => setQuestion(appealing(breach))}>
          {t("screens.breach.appeal.action")}
        </Button>
      )}
      {breach.actions.includes("judge") && (
        <Button size="small" type="primary" onClick={() => setQuestion(judging(breach))}>
          {t("screens.breach.judge.action")}
        </Button>
      )}
      <RecordDialog kind="breach" question={question} touches={TOUCHED} onClose={() => setQuestion(undefined)} />
    </span>
  );
}
