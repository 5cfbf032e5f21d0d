import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { useTakeBack } from "@/resource/bulk/takeBack";
import type { Question } from "@/resource/form/RecordDialog";
import { toast } from "@/shared/ui/toast";
import { inUse, stageField, usePipelines } from "./usePipelines";

/** The question by which an open deal is brought into another pipeline; none where there is no other, or one may not. */
export function useRerouting(): (deal: Opportunity) => Question | undefined {
  const { t } = useTranslation();
  const pipelines = inUse(usePipelines());
  const backOf = useTakeBack();
  return (deal) => {
    const others = pipelines.filter(({ id }) => id !== deal.pipeline_id);
    if (others.length === 0 || deal.stage_kind !== "open" || !deal.actions?.includes("move")) return undefined;
    const stage = stageField(others, ({ kind }) => kind === "open");
    const labels = Object.fromEntries(others.flatMap(({ name, stages }) => stages.map(({ id, name: title }) => [String(id), `${name} · ${title}`])));
    return {
      title: "screens.stageGuide.changeTitle",
      ok: "screens.stageGuide.change",
      fields: [{ ...stage, labels, required: true }],
      submit: async ({ stage_id: to }) => {
        const body = { stage_id: Number(to), expected_stage_id: deal.stage_id };
        const saved = must(await api.POST("/api/v1/opportunities/{id}/pipeline-changes", { params: { path: { id: deal.id } }, body }));
        toast("good", t("screens.stageGuide.changed", { stage: labels[String(to)] ?? "" }), backOf("opportunity", saved));
      },
    };
  };
}
