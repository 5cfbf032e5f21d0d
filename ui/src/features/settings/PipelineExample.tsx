import { Checkbox, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { enumText, fieldLabel } from "@/resource/texts";
import { carried, type Mode, type PipelineDraft } from "./pipelineDraft";
import styles from "./Pipelines.module.css";

const MODES: readonly Mode[] = ["signs", "checklist"];
const ROUND = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
const round = (place: number): string => ROUND[place] ?? `(${place + 1})`;

/** How a stage is reached, in plain words, and tried at once: what is ticked, and where the customer is then. */
export function PipelineExample({ draft, onMode }: { draft: PipelineDraft; onMode: (mode: Mode) => void }) {
  const { t } = useTranslation();
  const { mode, stages } = draft;
  const signs = stages.flatMap((stage) => stage.criteria.map((sign) => ({ at: `${stage.key}.${sign.key}`, stage, sign })));
  const [chosen, setChosen] = useState<ReadonlySet<string>>();
  const ticked = chosen ?? new Set([signs[0], signs[2]].flatMap((one) => one?.at ?? []));
  const tick = (at: string, on: boolean): void => setChosen(new Set([...ticked].filter((one) => one !== at).concat(on ? [at] : [])));
  const stage = carried(mode, stages, ticked);
  const marks = signs.flatMap(({ at }, place) => (ticked.has(at) ? round(place) : [])).join("");
  return (
    <section aria-labelledby="pipeline-mode">
      <h2 id="pipeline-mode">{fieldLabel(t, "pipeline", "mode")}</h2>
      <Segmented<Mode> value={mode} onChange={onMode} aria-label={fieldLabel(t, "pipeline", "mode")} options={MODES.map((value) => ({ value, label: enumText(t, "pipeline_mode", value) }))} />
      <p className={styles["note"]}>{t(`screens.pipelines.modeText.${mode}`)}</p>
      {signs.length > 0 && (
        <div className={styles["example"]}>
          <b>{t("screens.pipelines.try")}</b>
          <ol className={styles["ticks"]}>
            {signs.map(({ at, stage: { key, name }, sign }, place) => (
              <li key={at}>
                {signs[place - 1]?.stage.key !== key && <span className={styles["quiet"]}>{name}</span>}
                <Checkbox checked={ticked.has(at)} onChange={({ target }) => tick(at, target.checked)}>
                  {round(place)} {sign.name}
                </Checkbox>
              </li>
            ))}
          </ol>
          <p aria-live="polite" className={styles["verdict"]}>
            {stage ? t("screens.pipelines.carried", { marks, stage: stage.name }) : t("screens.pipelines.notCarried", { marks: marks || "—" })}
          </p>
        </div>
      )}
    </section>
  );
}
