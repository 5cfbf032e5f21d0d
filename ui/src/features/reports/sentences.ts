/** Who owes a report, and when: in a sentence. Pure. */
import type { TFunction } from "i18next";
import { enumText } from "@/resource/texts";
import type { Template } from "./types";

type Audience = Pick<Template, "written_by" | "unit_names" | "levels" | "roles">;
type Due = Pick<Template, "period" | "due_time" | "noon_time" | "due_shift" | "grace_minutes">;

export function whoSentence(t: TFunction, { written_by: by, unit_names: units, levels, roles }: Audience): string {
  const among = t("shell.enumerate");
  const where = units.length > 0 ? units.join(among) : t("screens.reports.everywhere");
  const narrowed = [...levels.map((one) => t("screens.reports.level", { level: one })), ...roles.map((one) => enumText(t, "role", one))].join(among);
  if (by === "units") return t("screens.reports.leadersOf", { where });
  return narrowed ? t("screens.reports.peopleWho", { where, who: narrowed }) : t("screens.reports.allOf", { where });
}

export function dueSentence(t: TFunction, { period, due_time: at, noon_time: noon, due_shift: shift, grace_minutes: grace }: Due): string {
  const how = { at, noon, n: shift };
  const due = period === "half_day" ? t("screens.reports.dueHalf", how) : period === "day" ? t(shift ? "screens.reports.dueDayLater" : "screens.reports.dueDay", how) : t(shift ? "screens.reports.dueLater" : "screens.reports.dueLast", { ...how, period: enumText(t, "report_period", period) });
  return grace ? due + t("screens.reports.grace", { n: grace }) : due;
}
