import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field } from "@/resource/types";
import { useAct } from "@/resource/useAct";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { useFigure } from "./useFigure";
import styles from "./Agree.module.css";
import { addReserve, endReserve, removeReserve, reservesQuery, TOUCHES, type NewReserve, type Reserve, type Target } from "./agreeApi";

const DONE = "screens.targets.agree.done";
const TONES = { planned: "accent", triggered: "good", dropped: "plain" } as const;

const fieldsOf = ({ measured }: Target): Field[] => [
  { name: "what", kind: "text", required: true, maxLength: 200 },
  { name: "owner_id", kind: "person", required: true },
  { name: "trigger_on", kind: "date", required: true },
  { name: "expected", kind: measured === "money" ? "money" : "number", required: true },
];

const ending = (reserve: Reserve, state: "triggered" | "dropped"): Question => ({
  title: `screens.targets.agree.${state === "triggered" ? "trigger" : "drop"}`,
  fields: [{ name: "outcome", kind: "textarea", required: true, maxLength: 500, help: "screens.targets.agree.outcomeHint" }],
  submit: (values) => endReserve(reserve, state, String(values["outcome"])),
  done: DONE,
});

/** What is held ready for when a figure is about to be missed. */
export default function ReservesPanel({ cell, may }: { cell: Target; may: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const act = useAct();
  const figure = useFigure(cell);
  const [question, setQuestion] = useState<Question>();
  const { data = [] } = useQuery(reservesQuery(cell.id));
  const adding: Question = {
    title: "screens.targets.agree.addReserve",
    fields: fieldsOf(cell),
    initial: { owner_id: me.id, trigger_on: cell.starts_on },
    known: { owner_id: me.name },
    submit: (values, key) => addReserve(cell, values as NewReserve, key),
    done: DONE,
  };
  return (
    <>
      {data.length === 0 && <p className={styles["quiet"]}>{t("screens.targets.agree.noReserve")}</p>}
      <ol className={styles["list"]}>
        {data.map((one) => (
          <li key={one.id} className={styles["reserve"]}>
            <header>
              <b>{one.what}</b>
              <Mark tone={TONES[one.state]}>{t(`enums.target_reserve_state.${one.state}`)}</Mark>
            </header>
            <p>
              {t("screens.targets.agree.expected", { figure: figure.exact(one.expected) })} · {t("screens.targets.agree.from", { date: one.trigger_on, name: one.owner_name })}
            </p>
            {one.outcome && <p>{one.outcome}</p>}
            {may && one.state === "planned" && (
              <div className={styles["steps"]}>
                <Button size="small" onClick={() => setQuestion(ending(one, "triggered"))}>
                  {t("screens.targets.agree.trigger")}
                </Button>
                <Button size="small" onClick={() => setQuestion(ending(one, "dropped"))}>
                  {t("screens.targets.agree.drop")}
                </Button>
                <Button size="small" type="text" onClick={() => act({ run: () => removeReserve(one), done: DONE, touches: [...TOUCHES] })}>
                  {t("screens.targets.agree.remove")}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      {may && (
        <div className={styles["steps"]}>
          <Button size="small" onClick={() => setQuestion(adding)}>
            {t("screens.targets.agree.addReserve")}
          </Button>
        </div>
      )}
      <RecordDialog kind="target_reserve" question={question} touches={TOUCHES} onClose={() => setQuestion(undefined)} />
    </>
  );
}
