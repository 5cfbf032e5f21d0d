import { Button, Dropdown, Input, InputNumber } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PipelineDesign } from "@/api/types";
import { OrderedList } from "@/resource/form/OrderedList";
import { fieldLabel } from "@/resource/texts";
import { evened, isCrooked, stageDraft, withMoved, withStage, type Mark, type PipelineDraft, type StageDraft } from "./pipelineDraft";
import styles from "./Pipelines.module.css";

const StageDrawer = lazy(() => import("./StageDrawer"));

interface Props {
  draft: PipelineDraft;
  retired: PipelineDesign["retired"];
  marks: Record<string, Mark>;
  onChange: (draft: PipelineDraft) => void;
}

/** The stages in order: dragged by their grip, or moved by keyboard; each with its percentage and the buyer's step. */
export function PipelineStages({ draft, retired, marks, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  const put = (stages: StageDraft[]): void => onChange({ ...draft, stages });
  const change = (key: number, part: Partial<StageDraft>): void => put(draft.stages.map((stage) => (stage.key === key ? { ...stage, ...part } : stage)));
  const ids = new Set(draft.stages.map(({ id }) => id));
  const gone = retired.filter((stage) => stage.kind === "open" && !ids.has(stage.id));
  const revive = (id: number): void => {
    const found = gone.find((stage) => stage.id === id);
    if (found) put([...draft.stages, stageDraft(found)].toSorted((one, other) => one.percent - other.percent));
  };
  const rows = draft.stages.map((stage) => ({ ...stage, id: stage.key, label: stage.name }));
  const shown = draft.stages.find(({ key }) => key === open);
  return (
    <section aria-labelledby="pipeline-stages">
      <h2 id="pipeline-stages">{t("screens.pipelines.stages")}</h2>
      <p className={styles["note"]}>{t("screens.pipelines.stagesText")}</p>
      <OrderedList rows={rows} onMove={(from, to) => onChange(withMoved(draft, from, to))} rowClass={styles["stage"]}>
        {(_row, place) => {
          const stage = draft.stages[place];
          return stage && <StageRow stage={stage} marks={marks} onChange={(part) => change(stage.key, part)} onOpen={() => setOpen(stage.key)} onRemove={() => put(draft.stages.filter(({ key }) => key !== stage.key))} />;
        }}
      </OrderedList>
      {marks["stages"] && <Wrong mark={marks["stages"]} />}
      <div className={styles["buttons"]}>
        <Button onClick={() => onChange(withStage(draft, t("screens.pipelines.newStage", { n: draft.stages.length + 1 })))}>{t("screens.pipelines.addStage")}</Button>
        {isCrooked(marks) && <Button onClick={() => onChange(evened(draft))}>{t("screens.pipelines.even")}</Button>}
        {gone.length > 0 && (
          <Dropdown trigger={["click"]} menu={{ items: gone.map((stage) => ({ key: String(stage.id), label: `${stage.name} ${stage.percent}%` })), onClick: ({ key }) => revive(Number(key)) }}>
            <Button>{t("screens.pipelines.revive")}</Button>
          </Dropdown>
        )}
      </div>
      <div className={styles["ends"]}>
        {(["won", "lost"] as const).map((kind) => (
          <label key={kind}>
            <span>
              {t(`enums.stage_kind.${kind}`)} {draft[kind].percent}%
            </span>
            <Input value={draft[kind].name} maxLength={80} status={marks[`stage.${draft[kind].key}.name`] ? "error" : ""} onChange={({ target }) => onChange({ ...draft, [kind]: { ...draft[kind], name: target.value } })} />
          </label>
        ))}
      </div>
      <Suspense>{shown && <StageDrawer stage={shown} mode={draft.mode} marks={marks} onChange={(part) => change(shown.key, part)} onClose={() => setOpen(undefined)} />}</Suspense>
    </section>
  );
}

/** What breaks a rule, in words. */
export function Wrong({ mark }: { mark: Mark | undefined }) {
  const { t } = useTranslation();
  return mark ? (
    <small role="alert" className={styles["wrong"]}>
      {t(`screens.pipelines.marks.${mark.key}`, mark.params)}
    </small>
  ) : null;
}

interface RowProps {
  stage: StageDraft;
  marks: Record<string, Mark>;
  onChange: (part: Partial<StageDraft>) => void;
  onOpen: () => void;
  onRemove: () => void;
}

function StageRow({ stage, marks, onChange, onOpen, onRemove }: RowProps) {
  const { t } = useTranslation();
  const of = (name: string): Mark | undefined => marks[`stage.${stage.key}.${name}`];
  const { name, openDeals: deals } = stage;
  const signs = Object.keys(marks).some((path) => path.startsWith(`sign.${stage.key}.`)) || of("criteria") !== undefined;
  return (
    <>
      <div className={styles["fields"]}>
        <span className={styles["pair"]}>
          <Input value={name} maxLength={80} status={of("name") ? "error" : ""} aria-label={t("screens.pipelines.stageName")} onChange={({ target }) => onChange({ name: target.value })} />
          <InputNumber value={stage.percent} min={0} max={100} precision={0} suffix="%" status={of("percent") ? "error" : ""} aria-label={t("screens.pipelines.percentOf", { name })} onChange={(percent) => onChange({ percent: percent ?? 0 })} />
        </span>
        <Wrong mark={of("name")} />
        <Wrong mark={of("percent")} />
        <Input value={stage.buyer_step} maxLength={300} placeholder={t("screens.pipelines.buyerStepExample")} aria-label={`${name}: ${fieldLabel(t, "pipeline", "buyer_step")}`} onChange={({ target }) => onChange({ buyer_step: target.value })} />
        {deals > 0 && <small className={styles["quiet"]}>{t("screens.pipelines.deals", { n: deals })}</small>}
      </div>
      <span className={styles["acts"]}>
        <Button size="small" danger={signs} onClick={onOpen} aria-label={t("screens.pipelines.openOf", { name })}>
          {t("screens.pipelines.signs", { n: stage.criteria.length })}
        </Button>
        <Button size="small" type="text" danger onClick={onRemove} aria-label={t("screens.pipelines.retireOf", { name })}>
          {t(stage.id === null ? "screens.pipelines.remove" : "screens.pipelines.retire")}
        </Button>
      </span>
    </>
  );
}
