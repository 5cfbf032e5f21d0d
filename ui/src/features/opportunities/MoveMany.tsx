import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { useBulk } from "@/resource/bulk/bulk";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useMay } from "@/shared/session/session";
import { LOST_REASONS, opportunities } from "./opportunityResource";
import { stageField, usePipelines } from "./usePipelines";

/** Moves many deals into one stage of their pipelines. */
export function MoveMany({ rows, onDone }: { rows: Opportunity[]; onDone: () => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const [question, setQuestion] = useState<Question>();
  const { change } = useBulk(opportunities, rows, onDone);
  const pipelines = usePipelines();
  const theirs = new Set(rows.map(({ pipeline_id: id }) => id));
  const stage = stageField(pipelines.filter(({ id }) => theirs.has(id)));
  const ask: Question = {
    title: "screens.opportunity.moveMany.title",
    ok: "screens.opportunity.moveMany.ok",
    fields: [
      { ...stage, required: true },
      { name: "lost_reason", kind: "text", suggest: { enum: "lost_reason", values: LOST_REASONS }, maxLength: 200, help: "screens.opportunity.moveMany.reasonHelp" },
    ],
    submit: ({ stage_id: to, lost_reason: reason }) => change({ stage_id: Number(to), ...(reason ? { reason } : {}) }),
  };
  if (!may("opportunity.move")) return null;
  return (
    <>
      <Button onClick={() => setQuestion(ask)}>{t("screens.opportunity.moveMany.action")}</Button>
      <RecordDialog kind="opportunity" question={question} touches={["opportunity", "customer"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
