import { Alert, Button, Drawer, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, newKey } from "@/api/client";
import { asProblem, fieldErrors, type ApiProblem } from "@/api/problem";
import type { BodyOf, EditOf, TargetMetricRow } from "@/api/types";
import { GroupEditor } from "@/resource/conditions/GroupEditor";
import { enumText, fieldLabel } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { Labelled } from "./Labelled";
import { changesOf, draftOf, isReady, newMetric, SOURCES, withSource, type MetricDraft } from "./metricDraft";
import styles from "./Metrics.module.css";

interface Props {
  /** The metric to change; none for a new one. */
  metric: TargetMetricRow | undefined;
  /** Those that a derived one may be made of. */
  all: readonly TargetMetricRow[];
  onClose: () => void;
  onSaved: () => void;
}

async function save(draft: MetricDraft, metric: TargetMetricRow | undefined, key: string): Promise<unknown> {
  if (!metric) return api.POST("/api/v1/targets/metrics", { body: newMetric(draft) as BodyOf<"/api/v1/targets/metrics">, headers: { "Idempotency-Key": key } });
  const changes = changesOf(draft, metric);
  if (Object.keys(changes).length === 0) return undefined;
  return api.PATCH("/api/v1/targets/metrics/{id}", { params: { path: { id: metric.id } }, body: { changes, version: metric.version } as EditOf<"/api/v1/targets/metrics/{id}"> });
}

/** Defining a metric: which records, by which day, how much of each, under which condition. */
export default function MetricDrawer({ metric, all, onClose, onSaved }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const [draft, setDraft] = useState(() => draftOf(metric));
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const builtIn = metric?.built_in ?? false;
  const send = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await save(draft, metric, `${key}${JSON.stringify(newMetric(draft)).length}`);
      toast("good", t("screens.metrics.saved"));
      onSaved();
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const footer = (
    <div className={styles["foot"]}>
      <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
      <Button type="primary" loading={busy} disabled={!isReady(draft, builtIn)} onClick={() => void send()}>
        {t("shell.form.save")}
      </Button>
    </div>
  );
  const title = metric ? t("screens.metrics.editOf", { name: metric.name || enumText(t, "target_metric", metric.code) }) : t("screens.metrics.create");
  return (
    <Drawer open title={title} onClose={onClose} size={phone ? "100%" : 620} footer={footer}>
      {problem && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 16 }} />}
      <Form draft={draft} metric={metric} all={all} errors={problem ? fieldErrors(problem) : {}} onChange={setDraft} />
    </Drawer>
  );
}

interface FormProps {
  draft: MetricDraft;
  all: readonly TargetMetricRow[];
  metric: TargetMetricRow | undefined;
  errors: Readonly<Record<string, string>>;
  onChange: (draft: MetricDraft) => void;
}

/** Which two a derived metric divides. */
function OfTwo({ draft, all, errors, fixed, onChange }: Omit<FormProps, "metric"> & { fixed: boolean }) {
  const { t } = useTranslation();
  const options = all.filter(({ active, source }) => active && source !== "derived").map((one) => ({ value: one.id, label: one.name || enumText(t, "target_metric", one.code) }));
  return (
    <>
      <p className={styles["note"]}>{t("screens.metrics.derivedText")}</p>
      <div className={styles["pair"]}>
        {(["over_id", "under_id"] as const).map((name) => (
          <Labelled key={name} label={fieldLabel(t, "metric", name)} wrong={errors[name]}>
            {(id) => <Select id={id} disabled={fixed} showSearch optionFilterProp="label" value={draft[name]} options={options} onChange={(value: number) => onChange({ ...draft, [name]: value })} />}
          </Labelled>
        ))}
      </div>
    </>
  );
}

function Form({ draft, metric, all, errors, onChange }: FormProps) {
  const { t } = useTranslation();
  const put = (part: Partial<MetricDraft>): void => onChange({ ...draft, ...part });
  const title = (name: string): string => fieldLabel(t, "metric", name);
  const { days, money } = SOURCES[draft.source];
  const fixed = metric !== undefined;
  return (
    <div className={styles["form"]}>
      {metric?.built_in ? (
        <p className={styles["note"]}>{t("screens.metrics.builtInText")}</p>
      ) : (
        <>
          <Labelled label={title("name")} wrong={errors["name"]}>
            {(id) => <Input id={id} value={draft.name} maxLength={80} placeholder={t("screens.metrics.nameExample")} onChange={(event) => put({ name: event.target.value })} />}
          </Labelled>
          <Labelled label={title("source")} help={fixed ? t("screens.metrics.fixed") : undefined}>
            {(id) => <Select id={id} disabled={fixed} value={draft.source} options={Object.keys(SOURCES).map((value) => ({ value, label: t(`kinds.${value}`) }))} onChange={(source) => onChange(withSource(draft, source as MetricDraft["source"]))} />}
          </Labelled>
          {draft.source === "derived" && <OfTwo {...{ draft, all, errors, fixed, onChange }} />}
          {draft.source !== "derived" && <div className={styles["pair"]}>
            <Labelled label={title("day_field")}>
              {(id) => <Select id={id} disabled={fixed || days.length < 2} value={draft.day_field} options={days.map((value) => ({ value, label: enumText(t, "metric_day", value) }))} onChange={(day) => put({ day_field: day })} />}
            </Labelled>
            <Labelled label={title("measured")}>
              {(id) => <Select id={id} disabled={fixed || !money} value={draft.measured} options={(["money", "count"] as const).map((value) => ({ value, label: enumText(t, "metric_measured", value) }))} onChange={(measured) => put({ measured })} />}
            </Labelled>
          </div>}
          <Labelled label={title("aim")}>
            {(id) => <Select id={id} value={draft.aim} options={(["at_least", "at_most"] as const).map((value) => ({ value, label: enumText(t, "metric_aim", value) }))} onChange={(aim) => put({ aim })} />}
          </Labelled>
          {draft.source !== "derived" && <fieldset className={styles["part"]}>
            <legend>{title("where")}</legend>
            <p className={styles["note"]}>{t("screens.metrics.whereText")}</p>
            <GroupEditor kind={draft.source} group={draft.where} onChange={(where) => put({ where })} />
            {errors["where"] && <span role="alert">{errors["where"]}</span>}
          </fieldset>}
        </>
      )}
      {draft.measured === "money" && (
        <Labelled label={title("tax_bp")} help={t("screens.metrics.taxText")} wrong={errors["tax_bp"]}>
          {(id) => <InputNumber id={id} min={0} max={100} precision={2} suffix="%" value={draft.tax} onChange={(tax) => put({ tax: tax ?? 0 })} />}
        </Labelled>
      )}
    </div>
  );
}
