import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { useRefresh } from "@/resource/useRecord";
import { Mark } from "@/shared/ui/Mark";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { Answer } from "./Answer";
import { BlockInput } from "./BlockInput";
import { Figures } from "./Figures";
import { submitReport } from "./reportApi";
import styles from "./Reports.module.css";
import type { Block, Report } from "./types";
import { useDraft, type Drafting } from "./useDraft";

const TONES = { saved: "good", saving: "plain", waiting: "warn", refused: "bad" } as const;

/** Another device wrote other words: both stand side by side, and the person chooses. */
function Conflicting({ blocks, drafting }: { blocks: readonly Block[]; drafting: Drafting }) {
  const { t } = useTranslation();
  const { conflicts, settle } = drafting;
  if (conflicts.length === 0) return null;
  const footer = [
    <Button key="theirs" onClick={() => settle(false)}>
      {t("screens.reports.keepOther")}
    </Button>,
    <Button key="mine" type="primary" onClick={() => settle(true)}>
      {t("screens.reports.keepThis")}
    </Button>,
  ];
  return (
    <Modal open title={t("screens.reports.conflict")} footer={footer} onCancel={() => settle(false)}>
      {conflicts.map(({ field, theirs, yours }) => {
        const block = blocks.find(({ id }) => field === `answers.${id}`);
        return (
          block && (
            <section key={field}>
              <h3>{block.title}</h3>
              <p className={styles["quiet"]}>{t("screens.reports.there")}</p>
              <Answer block={block} value={theirs} />
              <p className={styles["quiet"]}>{t("screens.reports.here")}</p>
              <Answer block={block} value={yours} />
            </section>
          )
        );
      })}
    </Modal>
  );
}

interface Props {
  report: Report;
  /** Called when it was handed in, or put right. */
  onDone: () => void;
  onCancel?: (() => void) | undefined;
}

/** Writing a report: figures on top, a few questions, one button. */
export function Writing({ report, onDone, onCancel }: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const draft = report.state === "draft";
  const drafting = useDraft(report, { auto: draft });
  const [busy, setBusy] = useState(false);
  const { answers, put, saved, errors, problem, flush, blame } = drafting;
  const finish = async (): Promise<void> => {
    setBusy(true);
    try {
      if (!(await flush())) return;
      if (draft) await submitReport(report.id);
      refresh("report");
      toast("good", t(draft ? "screens.reports.submitted" : "screens.reports.edited"));
      onDone();
    } catch (error) {
      blame(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const general = problem && problem.code !== "edit.conflict" && !Object.keys(errors).some((name) => name.startsWith("answers."));
  return (
    <form
      className={styles["writing"]}
      onSubmit={(event) => {
        event.preventDefault();
        void finish();
      }}
    >
      {report.blocks.map((block) =>
        block.kind === "figures" ? (
          <section key={block.id} className={styles["block"]}>
            <div className={styles["question"]}>{block.title}</div>
            <Figures codes={block.figures ?? []} report={report} />
          </section>
        ) : (
          <BlockInput key={block.id} block={block} value={answers[block.id]} wrong={errors[`answers.${block.id}`]} onChange={(value) => put(block.id, value)} />
        ),
      )}
      {general && <Alert type="error" showIcon title={problemText(problem, t)} />}
      <div className={styles["foot"]}>
        {draft ? <Mark tone={TONES[saved]}>{t(`screens.reports.save.${saved}`)}</Mark> : <Mark tone="plain">{t("screens.reports.editNote")}</Mark>}
        <span className={styles["push"]} />
        {onCancel && <Button onClick={onCancel}>{t("screens.reports.cancel")}</Button>}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t(draft ? "screens.reports.submit" : "screens.reports.saveEdit")}
        </Button>
      </div>
      <Conflicting blocks={report.blocks} drafting={drafting} />
    </form>
  );
}
