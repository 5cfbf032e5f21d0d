import DeleteOutlined from "@ant-design/icons/DeleteOutlined";
import PlusOutlined from "@ant-design/icons/PlusOutlined";
import { Button, Checkbox, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Hours } from "./ruleDraft";
import styles from "./Rules.module.css";

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const MOST = 6;

/** Monday is 1; the first of January 2024 was one. */
const weekday = (day: number, language: string): string => new Intl.DateTimeFormat(language, { weekday: "short" }).format(new Date(2024, 0, day));

interface Props {
  hours: Hours;
  onChange: (hours: Hours) => void;
}

/** On which days, and in which spans of a day. */
export function HoursEditor({ hours, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const { days, spans } = hours;
  const listed = Array.isArray(days);
  const kinds = ["workdays", "all", "listed"].map((value) => ({ value, label: t(`screens.rules.days.${value}`) }));
  const places = spans.map((_, place) => place); // a span has no identity but its place
  const choose = (kind: string): void => onChange({ ...hours, days: kind === "listed" ? [1, 2, 3, 4, 5] : (kind as "workdays" | "all") });
  const put = (place: number, at: 0 | 1, value: string): void => onChange({ ...hours, spans: spans.map((span, number) => (number === place ? (at === 0 ? [value, span[1] ?? ""] : [span[0] ?? "", value]) : span)) });
  const time = (place: number, at: 0 | 1) => (
    <Input className={styles["time"] ?? ""} aria-label={t(`screens.rules.${at === 0 ? "from" : "until"}`, { n: place + 1 })} placeholder={at === 0 ? "09:00" : "18:00"} maxLength={5} value={spans[place]?.[at] ?? ""} onChange={(event) => put(place, at, event.target.value.replace("：", ":"))} />
  );
  return (
    <div className={styles["hours"]}>
      <Select aria-label={t("screens.rules.whichDays")} popupMatchSelectWidth={false} value={listed ? "listed" : days} onChange={choose} options={kinds} />
      {listed && <Checkbox.Group aria-label={t("screens.rules.whichDays")} value={days} onChange={(chosen) => onChange({ ...hours, days: (chosen as number[]).sort((one, other) => one - other) })} options={WEEK.map((day) => ({ value: day, label: weekday(day, i18n.language) }))} />}
      {places.map((place) => (
        <span key={place} className={styles["span"]}>
          {time(place, 0)} – {time(place, 1)}
          {spans.length > 1 && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t("screens.rules.dropSpan", { n: place + 1 })} onClick={() => onChange({ ...hours, spans: spans.filter((__, number) => number !== place) })} />}
        </span>
      ))}
      {spans.length < MOST && (
        <Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => onChange({ ...hours, spans: [...spans, ["", ""]] })}>
          {t("screens.rules.addSpan")}
        </Button>
      )}
    </div>
  );
}
