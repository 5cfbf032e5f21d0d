import { Input, Select } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { CustomerPicker } from "@/resource/pickers/CustomerPicker";
import { PersonPicker } from "@/resource/pickers/PersonPicker";
import { OneTagPicker } from "@/resource/pickers/TagPicker";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { enumText, fieldLabel } from "@/resource/texts";
import type { Filter } from "@/resource/types";
import { dayOfMoment, endOfDay, lastDayBefore, startOfDay } from "@/shared/days";
import { whenQuiet } from "@/shared/whenQuiet";
import styles from "./Toolbar.module.css";

const DayPicker = lazy(() => whenQuiet(() => import("@/resource/form/DayPicker")));

const same = (day: string): string => day;

/** Between the day a person chooses and what the list is asked. */
const DAYS = {
  day: { read: same, write: same },
  since: { read: dayOfMoment, write: startOfDay },
  until: { read: lastDayBefore, write: endOfDay },
};

interface Props {
  kind: string;
  filter: Filter;
  value: string;
  onChange: (value: string) => void;
}

/** One filter of a list; its label stands in it until something is chosen. */
export function FilterControl({ kind, filter, value, onChange }: Props) {
  const { t } = useTranslation();
  const label = filter.label ? t(filter.label) : fieldLabel(t, kind, filter.name);
  const id = value === "" ? null : Number(value);
  const shared = { className: styles["filter"] ?? "", placeholder: label, "aria-label": label };
  const picker = { ...shared, listWidth: 280 };
  const choose = (chosen: number | null): void => onChange(chosen === null ? "" : String(chosen));
  if (filter.kind === "person") return <PersonPicker {...picker} value={id} onChange={choose} />;
  if (filter.kind === "unit") return <UnitPicker {...picker} value={id} onChange={choose} />;
  if (filter.kind === "tag") return <OneTagPicker {...picker} value={id} onChange={choose} />;
  if (filter.kind === "customer") return <CustomerPicker {...picker} value={id} onChange={choose} />;
  if (filter.kind === "day" || filter.kind === "since" || filter.kind === "until") {
    const { read, write } = DAYS[filter.kind];
    return (
      <Suspense fallback={<Input {...shared} className={styles["day"] ?? ""} disabled />}>
        <DayPicker {...shared} className={styles["day"]} value={value ? read(value) : null} onChange={(day) => onChange(day ? write(day) : "")} />
      </Suspense>
    );
  }
  return (
    <Select
      {...shared}
      allowClear
      popupMatchSelectWidth={false}
      value={value || undefined}
      onChange={(chosen?: string) => onChange(chosen ?? "")}
      options={(filter.values ?? []).map((one) => ({ value: one, label: filter.labels?.[one] ?? enumText(t, filter.enum ?? `${kind}.${filter.name}`, one) }))}
    />
  );
}
