import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Pipeline, Stage } from "@/api/types";
import type { Field } from "@/resource/types";
import { live } from "@/shared/live/meta";

/** Every pipeline with the stages that deals may come into, the default one first, in the present language. */
export function usePipelines(): readonly Pipeline[] {
  const { i18n } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/pipelines", {}, { staleTime: 600_000, meta: { ...live("pipeline"), language: i18n.language } });
  return data ?? NONE;
}

const NONE: readonly Pipeline[] = [];

/** A choice among stages; of several pipelines, each says which it belongs to. */
export function stageField(pipelines: readonly Pipeline[], choose: (stage: Stage) => boolean = () => true) {
  const several = pipelines.length > 1;
  const labels = Object.fromEntries(pipelines.flatMap(({ name, stages }) => stages.filter(choose).map((stage) => [String(stage.id), several ? `${name} · ${stage.name}` : stage.name])));
  const values = pipelines.flatMap(({ stages }) => stages.filter(choose).map(({ id }) => String(id)));
  return { name: "stage_id", kind: "select" as const, values, labels };
}

/** Those that take new deals. */
export const inUse = (pipelines: readonly Pipeline[]): Pipeline[] => pipelines.filter(({ active }) => active);

/** The field by which a new deal says where it begins; left empty, that is chosen by its customer. */
export function useStartField(): Field {
  const pipelines = usePipelines();
  return useMemo(() => ({ ...stageField(inUse(pipelines), ({ kind }) => kind === "open"), help: "screens.stageGuide.help" }), [pipelines]);
}
