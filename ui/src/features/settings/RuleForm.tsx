import { Checkbox, Input, InputNumber, Radio } from "antd";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DispatchPolicy, DispatchRule } from "@/api/types";
import { GroupEditor } from "@/resource/conditions/GroupEditor";
import { PeoplePicker } from "@/resource/pickers/PeoplePicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { UnitsPicker } from "@/resource/pickers/UnitsPicker";
import { enumText, fieldLabel } from "@/resource/texts";
import { HoursEditor } from "./HoursEditor";
import { complaint, FALLBACKS, HOURS, LEVELS, STRATEGIES, type Draft } from "./ruleDraft";
import styles from "./Rules.module.css";
import { SkillsEditor } from "./SkillsEditor";
import { TermsTable } from "./TermsTable";

type Errors = Readonly<Record<string, string>>;

interface Props {
  draft: Draft;
  rule: DispatchRule | undefined;
  policy: DispatchPolicy;
  errors: Errors;
  onChange: (part: Partial<Draft>) => void;
}

/** One part of the sentence: its words, its controls, and what is wrong with it. */
function Part({ title, wrong, children }: { title: string; wrong?: string | undefined; children: ReactNode }) {
  return (
    <fieldset className={styles["part"]}>
      <legend>{title}</legend>
      {children}
      {wrong && <span role="alert">{wrong}</span>}
    </fieldset>
  );
}

function Labelled({ label, wrong, children }: { label: string; wrong?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles["labelled"]}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong && <span role="alert">{wrong}</span>}
    </div>
  );
}

/** A rule, part by part in the order of its sentence. */
export function RuleForm(props: Props) {
  const { draft, errors, policy, onChange } = props;
  const { t } = useTranslation();
  const title = (name: string): string => fieldLabel(t, "dispatch_rule", name);
  return (
    <>
      <Labelled label={title("name")} wrong={complaint(errors, "name")}>
        {(id) => <Input id={id} value={draft.name} maxLength={80} placeholder={t("screens.rules.nameExample")} onChange={(event) => onChange({ name: event.target.value })} />}
      </Labelled>
      <Part title={title("condition")} wrong={complaint(errors, "condition")}>
        <p className={styles["note"]}>{t("screens.rules.conditionHelp")}</p>
        <GroupEditor kind="lead" group={draft.condition} onChange={(condition) => onChange({ condition })} />
      </Part>
      <Part title={title("strategy")} wrong={complaint(errors, "strategy", "weights")}>
        <Choice name="strategy" values={STRATEGIES} value={draft.strategy} onChange={(strategy) => onChange({ strategy })} />
        {draft.strategy === "weighted" && <Weights draft={draft} onChange={onChange} />}
        {draft.strategy === "pool" && <Pool draft={draft} errors={errors} onChange={onChange} />}
      </Part>
      {draft.strategy !== "pool" && <Whom {...props} />}
      {draft.strategy !== "pool" && <WhenAndThen {...props} />}
      <Part title={title("clock")} wrong={complaint(errors, "clock", "grades")}>
        <p className={styles["note"]}>{t("screens.rules.ownClocks")}</p>
        <TermsTable clock={draft.clock} grades={draft.grades} below={policy.held} onChange={(clock, grades) => onChange({ clock, grades })} />
      </Part>
    </>
  );
}

function Whom({ draft, rule, errors, onChange }: Props) {
  const { t } = useTranslation();
  const known = Object.fromEntries((rule?.named.people ?? []).map(({ id, name }) => [id, name]));
  return (
    <Part title={fieldLabel(t, "dispatch_rule", "candidates")} wrong={complaint(errors, "candidates")}>
      <Labelled label={t("screens.rules.units")}>{(id) => <UnitsPicker id={id} value={draft.units} onChange={(units) => onChange({ units })} />}</Labelled>
      <Labelled label={t("screens.rules.people")}>{(id) => <PeoplePicker id={id} value={draft.people} known={known} onChange={(people) => onChange({ people })} />}</Labelled>
      <Labelled label={t("screens.rules.except")}>{(id) => <PeoplePicker id={id} value={draft.except} known={known} onChange={(except) => onChange({ except })} />}</Labelled>
      <div className={styles["labelled"]}>
        <span>{t("screens.rules.levels")}</span>
        <Checkbox.Group aria-label={t("screens.rules.levels")} value={draft.levels} onChange={(levels) => onChange({ levels: LEVELS.filter((one) => levels.includes(one)) })} options={[...LEVELS]} />
      </div>
      <Labelled label={t("screens.rules.tags")}>{(id) => <SkillsEditor id={id} skills={draft.tags} onChange={(tags) => onChange({ tags })} />}</Labelled>
    </Part>
  );
}

function WhenAndThen({ draft, errors, onChange }: Props) {
  const { t } = useTranslation();
  const title = (name: string): string => fieldLabel(t, "dispatch_rule", name);
  return (
    <>
      <Part title={t("screens.rules.caps")} wrong={complaint(errors, "cap_day", "cap_hour", "cap_open")}>
        <div className={styles["numbers"]}>
          {(["cap_day", "cap_hour", "cap_open"] as const).map((name) => (
            <Labelled key={name} label={title(name)}>
              {(id) => <InputNumber id={id} min={1} max={9999} precision={0} placeholder={t("screens.rules.noCap")} value={draft[name]} onChange={(cap) => onChange({ [name]: cap })} />}
            </Labelled>
          ))}
        </div>
      </Part>
      <Part title={title("hours")} wrong={complaint(errors, "hours", "own_hours")}>
        <Choice name="hours" values={HOURS} value={draft.hours} onChange={(hours) => onChange({ hours })} />
        {draft.hours === "own" && <HoursEditor hours={draft.own_hours} onChange={(own_hours) => onChange({ own_hours })} />}
      </Part>
      <Part title={title("fallback")} wrong={complaint(errors, "fallback", "wait_minutes")}>
        <Choice name="fallback" values={FALLBACKS} value={draft.fallback} onChange={(fallback) => onChange({ fallback })} />
        {draft.fallback === "wait" && (
          <Labelled label={title("wait_minutes")}>
            {(id) => <InputNumber id={id} min={1} max={10080} precision={0} value={draft.wait_minutes} onChange={(minutes) => onChange({ wait_minutes: minutes ?? 0 })} />}
          </Labelled>
        )}
        {draft.fallback === "pool" && <Pool draft={draft} errors={errors} onChange={onChange} />}
      </Part>
    </>
  );
}

function Choice<Value extends string>({ name, values, value, onChange }: { name: string; values: readonly Value[]; value: Value; onChange: (value: Value) => void }) {
  const { t } = useTranslation();
  return <Radio.Group className={styles["choices"] ?? ""} aria-label={fieldLabel(t, "dispatch_rule", name)} value={value} onChange={(event) => onChange(event.target.value as Value)} options={values.map((one) => ({ value: one, label: enumText(t, `dispatch_${name}`, one) }))} />;
}

function Weights({ draft, onChange }: Pick<Props, "draft" | "onChange">) {
  const { t } = useTranslation();
  return (
    <div className={styles["weights"]}>
      {LEVELS.map((level) => (
        <Labelled key={level} label={t("screens.rules.weightOf", { level })}>
          {(id) => <InputNumber id={id} min={0} max={16} precision={0} value={draft.weights[level] ?? 0} onChange={(weight) => onChange({ weights: { ...draft.weights, [level]: weight ?? 0 } })} />}
        </Labelled>
      ))}
    </div>
  );
}

function Pool({ draft, errors, onChange }: Pick<Props, "draft" | "errors" | "onChange">) {
  const { t } = useTranslation();
  return (
    <Labelled label={fieldLabel(t, "dispatch_rule", "pool_unit_id")} wrong={complaint(errors, "pool_unit_id")}>
      {(id) => <UnitPicker id={id} value={draft.pool_unit_id} onChange={(unit) => onChange({ pool_unit_id: unit })} />}
    </Labelled>
  );
}
