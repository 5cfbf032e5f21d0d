import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, asProblem } from "@/api/problem";
import type { Opportunity, Stage } from "@/api/types";
import { useTakeBack } from "@/resource/bulk/takeBack";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Field, Resource, Values } from "@/resource/types";
import { toast } from "@/shared/ui/toast";
import { opportunities } from "./opportunityResource";
import { sendMove } from "./useMove";
import { stageField, usePipelines } from "./usePipelines";
import { questionBefore, useRivalNames } from "./useStageMove";

interface Asked {
  question: Question;
  /** The person thought better of it. */
  leave: () => void;
}

/** Deals whose stage is changed in the list, asking what the stage needs, and both shown where two moved it. */
export function useStageCell(): { resource: Resource<Opportunity>; dialog: ReactNode } {
  const { t } = useTranslation();
  const backOf = useTakeBack();
  const [asked, setAsked] = useState<Asked>();
  const pipelines = usePipelines();
  const stages = useMemo(() => pipelines.flatMap((pipeline) => pipeline.stages), [pipelines]);
  const rivalsOf = useRivalNames();
  const tools = useRef({ stages, backOf, rivalsOf, t }); // a cell saves with what is known when it does
  useEffect(() => {
    tools.current = { stages, backOf, rivalsOf, t };
  });
  const acts = useMemo(() => {
    const move = async (deal: Opportunity, stage: Stage, from: number, said: { reason?: string; competitor?: string }): Promise<Opportunity> => {
      const saved = await sendMove({ card: { ...deal, stage_id: from }, to: stage.id, toName: stage.name, ...said }).catch((error: unknown) => {
        throw bothSeen(asProblem(error), from, stage.id);
      });
      toast("good", tools.current.t("screens.opportunity.moved", { stage: stage.name }), tools.current.backOf("opportunity", saved));
      return saved;
    };
    const run = (deal: Opportunity, value: unknown, base?: Values): Promise<Partial<Opportunity>> => {
      const stage = tools.current.stages.find(({ id }) => id === Number(value));
      if (!stage) return Promise.reject(new DOMException("unknown", "AbortError"));
      const from = Number(base?.["stage_id"] ?? deal.stage_id);
      return new Promise((resolve, reject) => {
        const question = questionBefore(deal, stage, tools.current.rivalsOf(deal), (said) =>
          move(deal, stage, from, said).then(resolve, (error: unknown) => {
            if (asProblem(error).code !== "edit.conflict") throw error; // said in the question, which stays
            reject(error);
          }),
        );
        if (question) setAsked({ question, leave: () => reject(new DOMException("left", "AbortError")) });
        else move(deal, stage, from, {}).then(resolve, reject);
      });
    };
    return { stage_id: { verb: "move", run } };
  }, []);
  const resource = useMemo((): Resource<Opportunity> => {
    const stage: Field = { ...stageField(pipelines), required: true, shown: "stage_name" };
    return { ...opportunities, fields: [...opportunities.fields, stage], acts };
  }, [pipelines, acts]);
  const close = (): void => {
    asked?.leave(); // nothing, once it is settled
    setAsked(undefined);
  };
  return { resource, dialog: <RecordDialog kind="opportunity" question={asked?.question} touches={["opportunity", "customer"]} onClose={close} /> };
}

/** Somebody else moved it meanwhile: told as every cell is that two people changed. */
function bothSeen(problem: ApiProblem, base: number, yours: number): ApiProblem {
  if (problem.code !== "opportunities.stage_moved") return problem;
  const conflicts = [{ field: "stage_id", base, yours, theirs: problem.params["stage_id"] }];
  return new ApiProblem(problem.status, "edit.conflict", problem.detail, "stage_id", { conflicts });
}
