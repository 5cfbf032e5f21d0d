import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { CriteriaOfStage, CriterionState, DealChecklist } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Evidence.module.css";
import { EvidenceCriterion } from "./EvidenceCriterion";
import { useEvidence } from "./useEvidence";

/** Those before the present stage that are not met: who enters in the middle waives them together. */
function earlierOf({ stages, stage_id: here }: DealChecklist): number[] {
  const at = stages.findIndex(({ stage_id: id }) => id === here);
  return stages.slice(0, Math.max(at, 0)).flatMap(({ criteria }) => criteria.filter(({ met, active }) => !met && active).map(({ id }) => id));
}

function Gap({ list }: { list: DealChecklist }) {
  const { t } = useTranslation();
  const isOpen = list.stages.some(({ stage_id: id }) => id === list.stage_id);
  const gap = list.claim_gap;
  const words = Math.max(list.recorded_gap, 0) - Math.max(gap, 0);
  return (
    <p className={styles["gap"]}>
      <b>{t("screens.opportunity.evidence.state", { n: list.proof_count, all: list.criteria_count })}</b>
      <span>{list.evidenced_stage_name ? t("screens.opportunity.evidence.carried", { stage: list.evidenced_stage_name }) : t("screens.opportunity.evidence.none")}</span>
      {isOpen && words > 0 && (
        <span title={t("screens.opportunity.evidence.onWordHow")}>
          <Mark tone="plain">{t("screens.opportunity.evidence.onWordSteps", { n: words })}</Mark>
        </span>
      )}
      {isOpen && gap > 0 && <Mark tone="warn">{t("screens.opportunity.evidence.ahead", { n: gap })}</Mark>}
      {isOpen && gap < 0 && <Mark tone="accent">{t("screens.opportunity.evidence.behind", { n: -gap })}</Mark>}
      {isOpen && gap === 0 && <Mark tone="good">{t("screens.opportunity.evidence.even")}</Mark>}
    </p>
  );
}

interface StageProps {
  list: DealChecklist;
  stage: CriteriaOfStage;
  onWaive: (criterion: CriterionState) => void;
}

function OfStage({ list, stage, onWaive }: StageProps) {
  const { t } = useTranslation();
  const here = stage.stage_id === list.stage_id;
  return (
    <section className={styles["stage"]} data-here={here} aria-label={stage.stage_name}>
      <h3>
        {stage.stage_name} <small>{stage.percent}%</small>
        {here && <Mark tone="accent">{t("screens.opportunity.evidence.here")}</Mark>}
      </h3>
      {stage.buyer_step && <p className={styles["hint"]}>{stage.buyer_step}</p>}
      <ul>
        {stage.criteria.map((criterion) => (
          <EvidenceCriterion
            key={criterion.id}
            deal={list.opportunity_id}
            criterion={criterion}
            isNext={criterion.id === list.next_criterion_id}
            may={list.may_prove}
            onWaive={() => onWaive(criterion)}
          />
        ))}
      </ul>
    </section>
  );
}

/** The criteria of a deal, stage by stage, with what each rests on: claim and evidence side by side. */
export function EvidenceList({ id }: { id: number }) {
  const { t } = useTranslation();
  const { waive } = useEvidence(id);
  const [waiving, setWaiving] = useState<readonly number[]>();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/opportunities/{id}/proofs", { params: { path: { id } } }, { meta: { live: { kinds: ["opportunity"], id } } });
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <p className={styles["hint"]}>{t("shell.loading")}</p>;
  const earlier = earlierOf(data);
  const question: Question | undefined = waiving && {
    title: "screens.opportunity.evidence.waiveTitle",
    ok: "screens.opportunity.evidence.waive",
    fields: [{ name: "reason", kind: "textarea", required: true, maxLength: 500 }],
    submit: ({ reason }) => waive(waiving, String(reason)),
  };
  return (
    <div className={styles["list"]}>
      <Gap list={data} />
      <div className={styles["mode"]}>
        <span>{t(`screens.opportunity.evidence.${data.mode}`)}</span>
        {data.may_prove && earlier.length > 0 && (
          <Button size="small" onClick={() => setWaiving(earlier)}>
            {t("screens.opportunity.evidence.waiveEarlier", { n: earlier.length })}
          </Button>
        )}
      </div>
      {data.stages.map((stage) => (
        <OfStage key={stage.stage_id} list={data} stage={stage} onWaive={({ id: criterion }) => setWaiving([criterion])} />
      ))}
      <RecordDialog kind="proof" question={question} touches={["opportunity"]} onClose={() => setWaiving(undefined)} />
    </div>
  );
}
