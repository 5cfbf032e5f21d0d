import { Input, InputNumber, Select } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { COUNTED, NAMED_DAYS, readCounted, writeCounted, type Counted } from "./days";
import styles from "./Conditions.module.css";

const DayPicker = lazy(() => import("@/resource/form/DayPicker"));
const DAY = "day";

interface Props {
  value: unknown;
  onChange: (value: string) => void;
  /** `now` is offered too, for moments that are compared. */
  moment: boolean;
  label: string;
}

/** A day, a period, or a number of days from today. */
export function DaysEditor({ value, onChange, moment, label }: Props) {
  const { t } = useTranslation();
  const text = typeof value === "string" ? value : "";
  const counted = readCounted(text);
  const named = (NAMED_DAYS as readonly string[]).includes(text) || text === "now";
  const chosen = counted ? counted[0] : named ? text : text ? DAY : undefined;
  const choose = (key: string): void => {
    if (key === DAY) onChange(new Date().toLocaleDateString("sv"));
    else onChange((COUNTED as string[]).includes(key) ? writeCounted(key as Counted, counted?.[1] ?? 7) : key);
  };
  const options = [
    ...(moment ? ["now"] : []),
    ...NAMED_DAYS,
  ].map((key) => ({ value: key, label: t(`conditions.days.${key}`) }));
  const flexible = COUNTED.map((key) => ({ value: key as string, label: t(`conditions.days.${key}`, { n: "N" }) }));
  return (
    <>
      <Select
        aria-label={label}
        className={styles["value"] ?? ""}
        popupMatchSelectWidth={false}
        placeholder={t("conditions.builder.choose")}
        value={chosen}
        onChange={choose}
        options={[...options, ...flexible, { value: DAY, label: t("conditions.builder.day") }]}
      />
      {counted && (
        <InputNumber
          aria-label={t("conditions.builder.dayCount")}
          min={1}
          max={3650}
          precision={0}
          value={counted[1]}
          onChange={(n) => n && onChange(writeCounted(counted[0], n))}
        />
      )}
      {chosen === DAY && (
        <Suspense fallback={<Input disabled />}>
          <DayPicker className={styles["value"]} aria-label={t("conditions.builder.day")} value={text.slice(0, 10)} onChange={(day) => day && onChange(day)} />
        </Suspense>
      )}
    </>
  );
}
