import { Alert, Button, Drawer, Input, InputNumber, Select } from "antd";
import { useId, useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem, fieldErrors } from "@/api/problem";
import type { BodyOf, EditOf, GradingRule } from "@/api/types";
import { GroupEditor } from "@/resource/conditions/GroupEditor";
import { whereText } from "@/resource/conditions/model";
import { useSentence } from "@/resource/conditions/useSentence";
import { useTags } from "@/resource/tags/useTags";
import { fieldLabel } from "@/resource/texts";
import { VersionsDialog } from "@/resource/detail/VersionsDialog";
import { useIsPhone } from "@/shared/theme/choice";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useSettled } from "@/shared/useSettled";
import styles from "./Grading.module.css";
import { changesOf, draftOf, isReady, valuesOf, withTheirs, type GradingDraft } from "./gradingDraft";
import { complaint } from "./ruleDraft";
import { useRuleDraft } from "./useRuleDraft";
import { useRenewGrading } from "./useGrading";

interface Props {
  /** The rule to change; none for a new one. */
  rule: GradingRule | undefined;
  onClose: () => void;
}

async function save(draft: GradingDraft, rule: GradingRule | undefined, key: string, seen: Record<string, unknown>): Promise<unknown> {
  if (!rule) return api.POST("/api/v1/grading/rules", { body: valuesOf(draft) as BodyOf<"/api/v1/grading/rules">, headers: { "Idempotency-Key": `${key}${JSON.stringify(valuesOf(draft)).length}` } });
  const { changes, base } = changesOf(draft, rule);
  if (Object.keys(changes).length === 0) return undefined;
  return api.PATCH("/api/v1/grading/rules/{id}", { params: { path: { id: rule.id } }, body: { changes, base: { ...base, ...seen }, version: rule.version } as EditOf<"/api/v1/grading/rules/{id}"> });
}

/** Writing a rule: what must be true of a lead, and what follows; the sentence stands below. */
export default function GradingDrawer({ rule: given, onClose }: Props) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const renew = useRenewGrading();
  const { rule, draft, change, busy, problem, conflicts, send, takeTheirs } = useRuleDraft<GradingRule, GradingDraft>({
    given,
    draftOf,
    withTheirs,
    save,
    onSaved: async (held) => {
      await renew();
      toast("good", t(held ? "screens.grading.saved" : "screens.grading.created"));
      onClose();
    },
  });
  const footer = (
    <div className={styles["foot"]}>
      <Preview draft={draft} />
      <div className={styles["buttons"]}>
        <Button onClick={onClose}>{t("shell.form.cancel")}</Button>
        <Button type="primary" loading={busy} disabled={!isReady(draft)} onClick={() => void send()}>
          {t("shell.form.save")}
        </Button>
      </div>
    </div>
  );
  return (
    <Drawer open title={rule ? t("screens.grading.editOf", { name: rule.name }) : t("screens.grading.create")} onClose={onClose} size={phone ? "100%" : 620} footer={footer}>
      {rule && conflicts.length > 0 && (
        <VersionsDialog
          kind="grading_rule"
          conflicts={conflicts}
          busy={busy}
          theirs={<Meaning draft={withTheirs(draft, rule, conflicts)} />}
          mine={<Meaning draft={draft} />}
          onMine={() => void send(conflicts)}
          onTheirs={takeTheirs}
        />
      )}
      {problem && conflicts.length === 0 && <Alert type="error" showIcon title={problemText(problem, t)} style={{ marginBottom: 16 }} />}
      <Form draft={draft} errors={problem ? fieldErrors(problem) : {}} onChange={change} />
    </Drawer>
  );
}

function Labelled({ label, wrong, children }: { label: string; wrong: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles["labelled"]}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong && <span role="alert">{wrong}</span>}
    </div>
  );
}

function Form({ draft, errors, onChange }: { draft: GradingDraft; errors: Readonly<Record<string, string>>; onChange: (part: Partial<GradingDraft>) => void }) {
  const { t } = useTranslation();
  const title = (name: string): string => fieldLabel(t, "grading_rule", name);
  const tags = useTags().map(({ id, name }) => ({ value: id, label: name }));
  const grades = [{ value: "", label: t("screens.grading.noGrade") }, ...["A", "B", "C", "D"].map((grade) => ({ value: grade, label: grade }))];
  return (
    <>
      <Labelled label={title("name")} wrong={complaint(errors, "name")}>
        {(id) => <Input id={id} value={draft.name} maxLength={80} placeholder={t("screens.grading.nameExample")} onChange={(event) => onChange({ name: event.target.value })} />}
      </Labelled>
      <fieldset className={styles["part"]}>
        <legend>{title("condition")}</legend>
        <p className={styles["note"]}>{t("screens.grading.conditionHelp")}</p>
        <GroupEditor kind="arrival" group={draft.condition} onChange={(condition) => onChange({ condition })} />
        {complaint(errors, "condition") && <span role="alert">{complaint(errors, "condition")}</span>}
      </fieldset>
      <fieldset className={styles["part"]}>
        <legend>{t("screens.grading.effect")}</legend>
        <div className={styles["numbers"]}>
          <Labelled label={title("points")} wrong={complaint(errors, "points")}>
            {(id) => <InputNumber id={id} min={-100} max={100} precision={0} value={draft.points} onChange={(points) => onChange({ points: points ?? 0 })} />}
          </Labelled>
          <Labelled label={title("grade")} wrong={complaint(errors, "grade")}>
            {(id) => <Select id={id} value={draft.grade} options={grades} onChange={(grade) => onChange({ grade: grade as GradingDraft["grade"] })} />}
          </Labelled>
        </div>
        <p className={styles["note"]}>{t("screens.grading.pointsHelp")}</p>
        {(["adds", "removes"] as const).map((name) => (
          <Labelled key={name} label={title(name)} wrong={complaint(errors, name)}>
            {(id) => <Select id={id} mode="multiple" value={draft[name]} options={tags} optionFilterProp="label" onChange={(ids: number[]) => onChange({ [name]: ids })} />}
          </Labelled>
        ))}
      </fieldset>
    </>
  );
}

/** A version in words: its name, condition, and what follows. */
function Meaning({ draft }: { draft: GradingDraft }) {
  const { t } = useTranslation();
  const tags = new Map(useTags().map(({ id, name }) => [id, name]));
  const named = (ids: readonly number[]): string => ids.map((id) => tags.get(id) ?? `#${id}`).join(t("shell.enumerate"));
  const facts = [
    [fieldLabel(t, "grading_rule", "points"), String(draft.points)],
    [fieldLabel(t, "grading_rule", "grade"), draft.grade],
    [fieldLabel(t, "grading_rule", "adds"), named(draft.adds)],
    [fieldLabel(t, "grading_rule", "removes"), named(draft.removes)],
  ].filter(([, said]) => said);
  return (
    <>
      <b>{draft.name}</b>
      <Preview draft={draft} />
      {facts.map(([label, said]) => (
        <div key={label}>
          {label}: {said}
        </div>
      ))}
    </>
  );
}

/** The condition as the sentence that it means. */
function Preview({ draft }: { draft: GradingDraft }) {
  const { t } = useTranslation();
  const text = useMemo(() => whereText(valuesOf(draft).condition), [draft]);
  const settled = useSettled(text, 300);
  const ready = draft.condition.parts.length > 0 && isReady({ ...draft, name: "x" });
  const { data, error } = useSentence("arrival", ready && settled === text ? settled : "");
  if (error && ready) return <Alert type="warning" title={problemText(asProblem(error), t)} />;
  return (
    <div className={styles["when"]} aria-live="polite">
      {ready ? (data?.text ?? "…") : t("screens.grading.unfinished")}
    </div>
  );
}
