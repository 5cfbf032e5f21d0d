import { InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./Settings.module.css";

interface Limits {
  busy_minutes: number;
  busy_times: number;
}

interface Props {
  limits: Limits;
  disabled: boolean;
  onSave: (changed: Partial<Limits>) => void;
}

const MOST = { busy_minutes: 240, busy_times: 50 } as const;
const NAMES = ["busy_minutes", "busy_times"] as const;

/** How long and how often somebody on duty may say that they are busy. */
export function BusyLimits({ limits, disabled, onSave }: Props) {
  const { t } = useTranslation();
  const save = (name: keyof Limits, typed: string): void => {
    const value = Number(typed);
    if (typed !== "" && Number.isInteger(value) && value >= 0 && value <= MOST[name] && value !== limits[name]) onSave({ [name]: value });
  };
  return (
    <section className={styles["section"]}>
      <h2>{t("screens.settings.company.busy")}</h2>
      <dl className={styles["pairs"]}>
        {NAMES.map((name) => [
          <dt key={`${name} term`} id={name}>
            {t(`fields.company.${name}`)}
          </dt>,
          <dd key={name}>
            <InputNumber key={limits[name]} aria-labelledby={name} disabled={disabled} min={0} max={MOST[name]} precision={0} defaultValue={limits[name]} onBlur={(event) => save(name, event.target.value)} onPressEnter={(event) => save(name, event.currentTarget.value)} />
          </dd>,
        ])}
      </dl>
      <p className={styles["words"]} style={{ marginTop: 8 }}>
        {t("screens.settings.company.busyHelp")}
      </p>
    </section>
  );
}
