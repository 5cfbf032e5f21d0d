import { useMutation, useQuery } from "@tanstack/react-query";
import { Drawer, InputNumber, Select, Switch, TimePicker } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useRefresh } from "@/resource/useRecord";
import { fieldLabel } from "@/resource/texts";
import { useIsPhone } from "@/shared/theme/choice";
import { Failing } from "@/shared/ui/Failing";
import { toast } from "@/shared/ui/toast";
import { useFocusBack } from "@/shared/ui/useFocusBack";
import { useTellFailure } from "@/shared/ui/useTell";
import { cadenceQuery, setCadence, type Cadence, type Rhythm } from "./planApi";
import styles from "./Plans.module.css";

const PLANS = ["day", "week", "month"] as const;
const LEVELS = ["S", "A", "B", "C", "D"] as const;
type Change = Parameters<typeof setCadence>[0];

function RhythmRow({ name, rhythm, onChange }: { name: string; rhythm: Rhythm; onChange: (rhythm: Rhythm) => void }) {
  const { t } = useTranslation();
  const options = (prefix: string) => PLANS.map((value) => ({ value, label: t(`enums.${prefix}.${value}`) }));
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Select mode="multiple" aria-label={`${name} ${t("screens.plans.plansOwed")}`} style={{ width: "100%" }} value={rhythm.plans} options={options("plan_grain")} onChange={(plans) => plans.length > 0 && onChange({ ...rhythm, plans })} />
      </td>
      <td>
        <Select aria-label={`${name} ${t("screens.plans.looks")}`} style={{ width: "100%" }} value={rhythm.look} options={options("plan_look")} onChange={(look) => onChange({ ...rhythm, look })} />
      </td>
    </tr>
  );
}

function Times({ row, onSet }: { row: Cadence; onSet: (change: Change) => void }) {
  const { t } = useTranslation();
  const label = (name: string) => fieldLabel(t, "plan_cadence", name);
  return (
    <div className={styles["times"]}>
      <label>
        <Switch checked={row.prompts} onChange={(prompts) => onSet({ prompts } as Change)} /> {label("prompts")}
      </label>
      {(["morning", "evening"] as const).map((name) => (
        <label key={name}>
          {label(name)}{" "}
          <TimePicker allowClear={false} format="HH:mm" minuteStep={5} disabled={!row.prompts} value={dayjs(`2026-01-01T${row[name]}`)} onChange={(time) => time && onSet({ [name]: time.format("HH:mm:00") } as Change)} />
        </label>
      ))}
      <p className={styles["hint"]}>{t("screens.plans.promptsText")}</p>
    </div>
  );
}

/** Which plans are owed by level and time here, and when people are reminded. Saved as it is changed. */
export default function CadenceDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  useFocusBack();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const { data: row, error, refetch } = useQuery(cadenceQuery);
  const { mutate } = useMutation({
    mutationFn: (change: Change) => setCadence(change, row?.version ?? 1),
    onSuccess: () => toast("good", t("screens.plans.saved")),
    onError: tell,
    onSettled: () => refresh("plan_cadence", "plan"),
  });
  const levels = (level: string, rhythm: Rhythm): void => mutate({ levels: { ...row?.levels, [level]: rhythm } } as Change);
  return (
    <Drawer open title={t("screens.plans.cadenceTitle")} onClose={onClose} size={phone ? "100%" : 600}>
      {error && !row && <Failing error={error} onRetry={() => void refetch()} />}
      <p className={styles["hint"]}>{t("screens.plans.cadenceText")}</p>
      {row && (
        <>
          <table className={styles["cadence"]}>
            <thead>
              <tr>
                {["who", "plansOwed", "looks"].map((name) => (
                  <th key={name} scope="col">
                    {t(`screens.plans.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <RhythmRow name={t("screens.plans.newcomer", { n: row.newcomer_months })} rhythm={row.newcomer} onChange={(newcomer) => mutate({ newcomer } as Change)} />
              {LEVELS.map((level) => {
                const rhythm = row.levels[level];
                return rhythm && <RhythmRow key={level} name={t("screens.plans.level", { level })} rhythm={rhythm} onChange={(next) => levels(level, next)} />;
              })}
            </tbody>
          </table>
          <div className={styles["times"]}>
            <label>
              {t("screens.plans.months")}{" "}
              <InputNumber key={row.newcomer_months} min={0} max={60} precision={0} defaultValue={row.newcomer_months} onBlur={(event) => Number(event.target.value) !== row.newcomer_months && mutate({ newcomer_months: Number(event.target.value) } as Change)} />
            </label>
          </div>
          <Times row={row} onSet={mutate} />
        </>
      )}
    </Drawer>
  );
}
