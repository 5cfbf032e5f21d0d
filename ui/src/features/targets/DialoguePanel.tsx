import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CommentEntry } from "@/resource/comments/CommentEntry";
import { Composer } from "@/resource/comments/Composer";
import type { Comment } from "@/resource/comments/comments";
import { RecordDialog } from "@/resource/form/RecordDialog";
import { Failing } from "@/shared/ui/Failing";
import { When } from "@/shared/ui/When";
import { useFigure } from "./useFigure";
import styles from "./Agree.module.css";
import { dialogueQuery, TOUCHES, type Dialogue, type Said, type Target } from "./agreeApi";
import { axisOf, changesIn, stepOf, wordsOf } from "./said";
import { questionOf, STEPS, type Step } from "./steps";
import { ThreeFigures } from "./ThreeFigures";

/** What one side said or did, with the figures it was about. */
export function SaidEntry({ said, cell }: { said: Said; cell: Target }) {
  const { t } = useTranslation();
  const figure = useFigure(cell);
  const shown = (value: unknown): string => (typeof value === "number" ? figure.exact(value) : t("screens.targets.agree.unset"));
  const changes = changesIn(said.data).map(({ field, before, after }) => t("screens.targets.agree.change", { field: t(`screens.targets.agree.line.${field}`), before: shown(before), after: shown(after) }));
  const { what, marks } = stepOf(said);
  const axis = axisOf(said);
  return (
    <li className={styles["said"]}>
      <header>
        <span>
          <b>{said.actor_name}</b> {t(`screens.targets.agree.said.${what}`)}
          {marks.map((mark) => ` · ${t(`screens.targets.agree.${mark}`)}`)}
          {axis !== "" && ` · ${t(`screens.targets.cell.axis.${axis}`)}`}
        </span>
        <When at={said.at} />
      </header>
      {changes.length > 0 && <p>{changes.join("；")}</p>}
      {wordsOf(said) && <p>{wordsOf(said)}</p>}
      {said.kind === "comment.added" && <CommentEntry comment={said.data as unknown as Comment} of={{ kind: "target", id: cell.id }} />}
    </li>
  );
}

function Asked({ dialogue, onStep }: { dialogue: Dialogue; onStep: (step: Step) => void }) {
  const { t } = useTranslation();
  const figure = useFigure(dialogue.cell);
  const { asked, actions } = dialogue;
  if (!asked) return null;
  return (
    <div className={styles["asked"]}>
      {t("screens.targets.agree.asked", { by: asked.by, must: figure.exact(asked.must ?? 0), reason: asked.reason })}
      {actions.includes("answer_change") && (
        <div className={styles["steps"]}>
          <Button size="small" type="primary" onClick={() => onStep("grant")}>
            {t("screens.targets.agree.grant")}
          </Button>
          <Button size="small" onClick={() => onStep("refuse")}>
            {t("screens.targets.agree.refuse")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** The dialogue on one figure: three figures, the steps that its reader may take, and all that was said, in one conversation. */
export function DialoguePanel({ id }: { id: number }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>();
  const { data, error, refetch } = useQuery(dialogueQuery(id));
  if (!data) return error ? <Failing error={error} onRetry={() => void refetch()} /> : <p className={styles["quiet"]}>{t("shell.loading")}</p>;
  const open = STEPS.filter((one) => data.actions.includes(one));
  const next = `accept_${data.awaits}`; // what is waited for is the next action, for whose it is
  return (
    <>
      <ThreeFigures dialogue={data} />
      <Asked dialogue={data} onStep={setStep} />
      <div className={styles["steps"]}>
        {open.map((one) => (
          <Button key={one} size="small" type={one === next ? "primary" : "default"} onClick={() => setStep(one)}>
            {t(`screens.targets.agree.${one === "declare" && data.cell.declared_must !== null ? "redeclare" : one}`)}
          </Button>
        ))}
      </div>
      <Composer kind="target" id={id} />
      {data.items.length === 0 && <p className={styles["quiet"]}>{t("screens.targets.agree.nothingSaid")}</p>}
      <ol className={styles["list"]}>
        {data.items.map((said) => (
          <SaidEntry key={said.id} said={said} cell={data.cell} />
        ))}
      </ol>
      <RecordDialog kind="target_step" question={step && questionOf(step, data)} touches={TOUCHES} onClose={() => setStep(undefined)} />
    </>
  );
}
