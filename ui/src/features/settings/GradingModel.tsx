import { Button, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { $api, api, newKey } from "@/api/client";
import { useAct } from "@/resource/useAct";
import { absolute } from "@/shared/format";
import { live } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import { GradingCurves, type Curves } from "./GradingCurves";
import { GradingMonths, type Month } from "./GradingMonths";
import styles from "./Grading.module.css";

interface Interval {
  value: number;
  low: number;
  high: number;
}

interface Figures extends Curves {
  known: number;
  converted: number;
  tested?: number;
  base_rate?: number;
  auc_model?: Interval;
  auc_rules?: Interval;
  gain?: Interval;
  months?: Month[];
  calibration_error?: number;
  grades?: { grade: string; count: number; converted: number; least: number | null }[];
}

interface Props {
  policy: { model_mode: "auto" | "off"; version: number };
}

const interval = (one: Interval): string => `${one.value.toFixed(3)} (${one.low.toFixed(3)}–${one.high.toFixed(3)})`;
const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;

/** The trained model: what it learnt from, how it did on later leads, and why it grades or does not. */
export function GradingModel({ policy }: Props) {
  const { t, i18n } = useTranslation();
  const act = useAct();
  const { data } = $api.useQuery("get", "/api/v1/grading/model", {}, { meta: { ...live("grading_model", "grading_policy"), language: i18n.language }, refetchInterval: ({ state }) => (state.data?.training ? 2000 : false) });
  if (!data) return null;
  const { card, mode, in_use: used } = data;
  const figures = card?.figures as Figures | undefined;
  const turn = (on: boolean): void =>
    act({
      run: () => api.PATCH("/api/v1/grading/policy", { body: { changes: { model_mode: on ? "auto" : "off" }, base: { model_mode: policy.model_mode }, version: policy.version } }),
      done: "screens.grading.saved",
      touches: ["grading_policy"],
    });
  const train = (): void => act({ run: () => api.POST("/api/v1/grading/trainings", { headers: { "Idempotency-Key": newKey() } }), done: "screens.grading.model.asked", touches: ["grading_model"] });
  return (
    <section className={styles["model"]} aria-labelledby="grading-model">
      <h2 id="grading-model">{t("screens.grading.model.heading")}</h2>
      <p className={styles["note"]}>{t("screens.grading.model.text")}</p>
      <div className={styles["buttons"]}>
        <Switch size="small" checked={mode === "auto"} aria-label={t("screens.grading.model.auto")} onChange={turn} />
        <span>{t("screens.grading.model.auto")}</span>
        <Button size="small" loading={data.training} onClick={train}>
          {t("screens.grading.model.train")}
        </Button>
      </div>
      <p className={styles["verdict"]}>
        <Mark tone={used && mode === "auto" ? "good" : "plain"}>{t(`screens.grading.model.why.${!card ? "none" : mode === "off" ? "off" : card.why}`)}</Mark>
      </p>
      {card && figures && <Card version={card.version} trainedAt={card.trained_at} horizon={card.horizon_days} figures={figures} later={(card.check["months"] as Month[] | null) ?? []} checkedAt={card.checked_at} />}
      {card && card.features.length > 0 && <p className={styles["note"]}>{t("screens.grading.model.features", { names: card.features.map(({ name }) => name).join(t("screens.grading.enumerate")) })}</p>}
    </section>
  );
}

interface CardProps {
  version: number;
  trainedAt: string;
  checkedAt: string | null;
  horizon: number;
  figures: Figures;
  later: readonly Month[];
}

function Card({ version, trainedAt, checkedAt, horizon, figures, later }: CardProps) {
  const { t } = useTranslation();
  const { auc_model: model, auc_rules: rules, grades } = figures;
  return (
    <>
      <p className={styles["note"]}>{t("screens.grading.model.learnt", { version, at: absolute(trainedAt), known: figures.known, converted: figures.converted, days: horizon })}</p>
      {model && rules && (
        <>
          <table className={styles["card"]}>
            <tbody>
              <Line label={t("screens.grading.model.aucModel")} value={interval(model)} />
              <Line label={t("screens.grading.model.aucRules")} value={interval(rules)} />
              {figures.gain && <Line label={t("screens.grading.model.gain")} value={interval(figures.gain)} />}
              <Line label={t("screens.grading.model.calibration")} value={percent(figures.calibration_error ?? 0)} />
              <Line label={t("screens.grading.model.tested", { n: figures.tested })} value={percent(figures.base_rate ?? 0)} />
            </tbody>
          </table>
          <GradingCurves curves={figures} />
          <GradingMonths tested={figures.months ?? []} later={later} />
          {checkedAt && <p className={styles["note"]}>{t("screens.grading.model.checked", { at: absolute(checkedAt) })}</p>}
          {grades && (
            <table className={styles["card"]}>
              <tbody>
                {grades.map(({ grade, count, converted, least }) => (
                  <Line key={grade} label={least === null ? t("screens.grading.model.rest", { grade, count }) : t("screens.grading.model.grade", { grade, count, least: percent(least) })} value={percent(converted / Math.max(1, count))} />
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </>
  );
}

function Line({ label, value }: { label: string; value: string }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{value}</td>
    </tr>
  );
}
