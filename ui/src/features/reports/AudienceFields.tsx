import { Checkbox, Input, InputNumber, Radio, Select } from "antd";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import DayPicker from "@/resource/form/DayPicker";
import { PeoplePicker } from "@/resource/pickers/PeoplePicker";
import { UnitsPicker } from "@/resource/pickers/UnitsPicker";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import styles from "./Designer.module.css";
import { OF_PEOPLE, PERIODS, type Draft } from "./templateDraft";

interface Props {
  draft: Draft;
  /** It exists already: period and writer stay as they are. */
  fixed: boolean;
  errors: Record<string, string>;
  names: Readonly<Record<number, string>>;
  put: (part: Partial<Draft>) => void;
}

function Field({ label, wrong, children }: { label: string; wrong?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles["field"]}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {wrong && <span role="alert">{wrong}</span>}
    </div>
  );
}

/** Of whom a report is asked: how often, where, at which level, in which role. */
export function WhoFields({ draft, fixed, errors, put }: Omit<Props, "names">) {
  const { t } = useTranslation();
  const { data: roles } = $api.useQuery("get", "/api/v1/roles", {}, { meta: live("role") });
  return (
    <div className={styles["fields"]}>
      <Field label={t("screens.reports.name")} wrong={errors["name"]}>
        {(id) => <Input id={id} value={draft.name} maxLength={40} placeholder={t("screens.reports.nameHint")} onChange={(event) => put({ name: event.target.value })} />}
      </Field>
      <Field label={t("screens.reports.by")}>
        {(id) => <Radio.Group id={id} disabled={fixed} value={draft.written_by} onChange={(event) => put({ written_by: event.target.value as Draft["written_by"], period: event.target.value === "people" && !OF_PEOPLE.includes(draft.period) ? "month" : draft.period })} options={(["people", "units"] as const).map((value) => ({ value, label: t(`screens.reports.writers.${value}`) }))} />}
      </Field>
      <Field label={t("screens.reports.every")} wrong={errors["period"]}>
        {(id) => <Select id={id} disabled={fixed} value={draft.period} onChange={(period) => put({ period })} options={PERIODS.filter((one) => draft.written_by === "units" || OF_PEOPLE.includes(one)).map((value) => ({ value, label: enumText(t, "report_period", value) }))} />}
      </Field>
      <Field label={t("screens.reports.where")} wrong={errors["unit_ids"]}>
        {(id) => <UnitsPicker id={id} value={draft.unit_ids} onChange={(unit_ids) => put({ unit_ids })} />}
      </Field>
      <Field label={t("screens.reports.roles")} wrong={errors["roles"]}>
        {(id) => <Select<string[]> id={id} mode="multiple" allowClear placeholder={t("screens.reports.anyRole")} value={[...draft.roles]} onChange={(found) => put({ roles: found })} options={roles?.items.map(({ code, name }) => ({ value: code, label: name || enumText(t, "role", code) })) ?? []} />}
      </Field>
      <Field label={t("screens.reports.levels")} wrong={errors["levels"]}>
        {(id) => <Select<string[]> id={id} mode="multiple" allowClear placeholder={t("screens.reports.anyLevel")} value={[...draft.levels]} onChange={(levels) => put({ levels })} options={["S", "A", "B", "C", "D"].map((value) => ({ value, label: t("screens.reports.level", { level: value }) }))} />}
      </Field>
      {!fixed && (
        <Field label={t("screens.reports.startsOn")} wrong={errors["starts_on"]}>
          {(id) => <DayPicker id={id} value={draft.starts_on} placeholder={t("screens.reports.thisPeriod")} onChange={(starts_on) => put({ starts_on })} />}
        </Field>
      )}
    </div>
  );
}

/** When it is due, and who receives it. */
export function WhenFields({ draft, errors, names, put }: Omit<Props, "fixed">) {
  const { t } = useTranslation();
  const minutes = (name: "grace_minutes" | "remind_minutes", words: string) => (
    <Field label={words} wrong={errors[name]}>
      {(id) => <InputNumber<number> id={id} min={0} max={10_080} precision={0} suffix={t("screens.reports.minutes")} value={draft[name]} onChange={(value) => put({ [name]: value ?? 0 })} />}
    </Field>
  );
  return (
    <div className={styles["fields"]}>
      {draft.period === "half_day" && (
        <Field label={t("screens.reports.noon")} wrong={errors["noon_time"]}>
          {(id) => <input id={id} type="time" className={styles["time"]} value={draft.noon_time} onChange={(event) => put({ noon_time: event.target.value })} />}
        </Field>
      )}
      <Field label={t("screens.reports.dueTime")} wrong={errors["due_time"]}>
        {(id) => <input id={id} type="time" className={styles["time"]} value={draft.due_time} onChange={(event) => put({ due_time: event.target.value })} />}
      </Field>
      <Field label={t("screens.reports.shift")} wrong={errors["due_shift"]}>
        {(id) => <InputNumber<number> id={id} min={0} max={10} precision={0} suffix={t("screens.reports.workdays")} value={draft.due_shift} onChange={(value) => put({ due_shift: value ?? 0 })} />}
      </Field>
      {minutes("grace_minutes", t("screens.reports.graceMinutes"))}
      {minutes("remind_minutes", t("screens.reports.remindMinutes"))}
      <Field label={t("screens.reports.receivers")} wrong={errors["receivers"]}>
        {(id) => (
          <>
            <Checkbox checked={draft.to_leader} onChange={(event) => put({ to_leader: event.target.checked })}>
              {t("screens.reports.toLeader")}
            </Checkbox>
            <PeoplePicker id={id} value={draft.receivers} known={names} onChange={(receivers) => put({ receivers })} />
          </>
        )}
      </Field>
    </div>
  );
}
