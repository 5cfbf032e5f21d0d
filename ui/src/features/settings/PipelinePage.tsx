import { useParams } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem, fieldErrors, type ApiProblem } from "@/api/problem";
import type { DesignPreview, PipelineDesign, PutOf } from "@/api/types";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { PipelineBasics } from "./PipelineBasics";
import { PipelineChange } from "./PipelineChange";
import { bodyOf, countedNow, draftOf, isDirty, marksOf, type Moves, type PipelineDraft } from "./pipelineDraft";
import { PipelineExample } from "./PipelineExample";
import { PipelinePreview } from "./PipelinePreview";
import styles from "./Pipelines.module.css";
import { PipelineStages } from "./PipelineStages";
import { Theirs } from "./PipelineTheirs";
import { usePipelineDesign, useRenewPipelines } from "./usePipelines";

/** One pipeline: loaded, then designed. */
export function PipelinePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error, isPending, refetch } = usePipelineDesign(Number(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  return <Designer key={data.id} design={data} />;
}

const touches = ({ must_move: must, weighted, evidence, stages }: DesignPreview): boolean =>
  must.length > 0 || evidence.changed > 0 || stages.some((one) => one.percent_after === null && one.count > 0) || weighted.some((one) => one.before_minor !== one.after_minor);

/** Edited here and saved once, as a whole: what open deals would notice is shown before. */
function Designer({ design }: { design: PipelineDesign }) {
  const { t } = useTranslation();
  const renew = useRenewPipelines();
  const [draft, setDraft] = useState(() => draftOf(design));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [preview, setPreview] = useState<DesignPreview>();
  const [base, setBase] = useState(design); // what the draft began as
  const dirty = isDirty(draft, base);
  const begin = (from: PipelineDesign): void => {
    setBase(from);
    setDraft(draftOf(from));
  };
  // what others saved is shown at once, unless something of one's own would be lost by it
  if (design.version > base.version && !dirty) begin(design);
  const marks = marksOf(draft);
  const path = { params: { path: { id: design.id } } };
  const put = (part: Partial<PipelineDraft>): void => setDraft((held) => ({ ...held, ...part }));
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(asProblem(error));
      setPreview(undefined);
    } finally {
      setBusy(false);
    }
  };
  const send = async (moves: Moves): Promise<void> => {
    const body: PutOf<"/api/v1/pipelines/{id}/design"> = { ...bodyOf(draft, moves), version: draft.version };
    const saved = must(await api.PUT("/api/v1/pipelines/{id}/design", { ...path, body }));
    setPreview(undefined);
    begin(saved);
    await renew();
    toast("good", t("screens.pipelines.saved"));
  };
  const save = (): Promise<void> =>
    run(async () => {
      const found = must(await api.POST("/api/v1/pipelines/{id}/previews", { ...path, body: bodyOf(draft) }));
      if (touches(found)) setPreview(found);
      else await send({});
    });
  const reload = (): void => {
    setProblem(null);
    begin(design);
  };
  const keep = (): void => {
    put({ version: Number(problem?.params["version"]) });
    setProblem(null);
  };
  const back = (
    <PathLink to="/settings/pipelines" className={styles["back"]}>
      {t("screens.pipelines.back")}
    </PathLink>
  );
  const actions = (
    <>
      {dirty && <Button onClick={() => begin(design)}>{t("screens.pipelines.discard")}</Button>}
      <Button type="primary" loading={busy} disabled={!dirty || Object.keys(marks).length > 0} onClick={() => void save()}>
        {t("shell.form.save")}
      </Button>
    </>
  );
  const state = !design.active && <Mark tone="plain">{t("screens.pipelines.draft")}</Mark>;
  return (
    <Page title={design.name} state={state || undefined} actions={actions}>
      {back}
      {problem && (
        <Alert
          className={styles["alert"] ?? ""} 
          type="error"
          showIcon
          title={[problemText(problem, t), ...Object.values(fieldErrors(problem)).filter((said) => said !== problem.detail)].join(" ")}
          description={<Theirs problem={problem} onReload={reload} onKeep={keep} />}
        />
      )}
      <PipelineChange design={design} />
      <div className={styles["page"]}>
        <div className={styles["main"]}>
          <PipelineStages draft={countedNow(draft, design)} retired={design.retired} marks={marks} onChange={setDraft} />
        </div>
        <div className={styles["side"]}>
          <PipelineBasics draft={draft} wasDefault={design.is_default} marks={marks} onChange={put} />
          <PipelineExample draft={draft} onMode={(mode) => put({ mode })} />
        </div>
      </div>
      {preview && <PipelinePreview id={design.id} draft={draft} first={preview} busy={busy} onClose={() => setPreview(undefined)} onSave={(moves) => void run(() => send(moves))} />}
    </Page>
  );
}
