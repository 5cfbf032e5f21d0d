import { useTranslation } from "react-i18next";
import { enumText } from "@/resource/texts";
import { useFormat } from "@/shared/useFormat";
import type { Series } from "./meetingApi";

const LOCALE = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" } as const;

/** The name of a day of the week, 0 being Monday. */
export function useDayName(): (place: number) => string {
  const { language } = useFormat();
  const format = new Intl.DateTimeFormat(LOCALE[language], { weekday: "short", timeZone: "UTC" });
  return (place) => format.format(Date.UTC(2024, 0, 1 + place)); // the first of January 2024 was a Monday
}

/** When a series comes again, in words. */
export function useRhythm(): (series: Pick<Series, "repeat" | "weekdays" | "number" | "at">) => string {
  const { t } = useTranslation();
  const dayName = useDayName();
  return ({ repeat, weekdays, number, at }) => {
    const every = enumText(t, "meeting_repeat", repeat);
    const days = repeat === "weekly" ? weekdays.map(dayName).join(t("shell.enumerate")) : t("screens.meetings.workday", { n: number ?? 1 });
    return `${every} ${days} ${at}`;
  };
}
