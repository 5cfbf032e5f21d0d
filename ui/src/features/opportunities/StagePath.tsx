import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import styles from "./StagePath.module.css";
import { usePipelines } from "./usePipelines";
import { useStageMove } from "./useStageMove";

/** The stages in order with the present one marked; a press moves the opportunity there. */
export function StagePath({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const pipelines = usePipelines();
  const { move, dialog } = useStageMove();
  const taking = pipelines.find(({ id }) => id === deal.pipeline_id)?.stages ?? [];
  // in a stage that is retired since: shown until the deal is moved on
  const stages = taking.length === 0 || taking.some(({ id }) => id === deal.stage_id) ? taking : [{ id: deal.stage_id, name: deal.stage_name, kind: deal.stage_kind }, ...taking];
  const at = stages.findIndex(({ id }) => id === deal.stage_id);
  const may = deal.actions?.includes("move") ?? false;
  return (
    <>
      <ol className={styles["path"]} aria-label={t("screens.opportunity.stages")}>
        {stages.map(({ id, name, kind }, index) => (
          <li key={id} data-kind={kind} data-state={index === at ? "here" : index < at && kind === "open" ? "passed" : "ahead"}>
            <button type="button" disabled={!may || index === at} aria-current={index === at ? "step" : undefined} onClick={() => move(deal, { id, name, kind })}>
              {name}
            </button>
          </li>
        ))}
      </ol>
      {dialog}
    </>
  );
}
