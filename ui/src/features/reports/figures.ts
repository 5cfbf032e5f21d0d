/** The words of a figure, and the list of records behind it; null where no list shows exactly those. Pure. */
import type { TFunction } from "i18next";
import { endOfDay, startOfDay } from "@/shared/days";
import type { FigureTarget } from "@/shared/ui/FigureLink";
import type { Offered, Report } from "./types";

type Whose = Pick<Report, "owner_id" | "about_unit_id" | "first_day" | "last_day">;

export const figureName = (t: TFunction, { label, name }: Pick<Offered, "label" | "name">): string => name || t(label);

const moments = (name: string, { first_day, last_day }: Whose) => ({ [`${name}_from`]: startOfDay(first_day), [`${name}_to`]: endOfDay(last_day) });

export function recordsOf(code: string, report: Whose): FigureTarget | null {
  const of = report.about_unit_id === null ? { owner_id: report.owner_id } : { unit_id: report.about_unit_id };
  switch (code) {
    case "metric.won":
      return { path: "/opportunities", params: { ...of, stage_kind: "won", ...moments("closed", report) } };
    case "metric.new_opportunities":
      return { path: "/opportunities", params: { ...of, ...moments("created", report) } };
    case "metric.new_customers":
      return { path: "/customers", params: { ...of, ...moments("created", report) } };
    case "metric.visits":
    case "metric.calls":
      return { path: "/activities", params: { ...of, method: code === "metric.visits" ? "visit" : "call", since: startOfDay(report.first_day), until: endOfDay(report.last_day) } };
    default:
      return null;
  }
}
