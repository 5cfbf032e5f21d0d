/** The words of a figure, and the list of records behind it; null where no list shows exactly those. Pure. */
import type { TFunction } from "i18next";
import { endOfDay, startOfDay } from "@/shared/days";
import type { FigureTarget } from "@/shared/ui/FigureLink";
import type { Offered, Report } from "./types";

type Whose = Pick<Report, "owner_id" | "about_unit_id" | "first_day" | "last_day" | "counted_from" | "counted_to">;

export const figureName = (t: TFunction, { label, name }: Pick<Offered, "label" | "name">): string => name || t(label);

const within = (name: string, { since, until }: { since: string; until: string }): Record<string, string> => ({ [`${name}_from`]: since, [`${name}_to`]: until });

const daysOf = ({ first_day, last_day }: Whose) => ({ since: startOfDay(first_day), until: endOfDay(last_day) });

const firstContacted = ({ since, until }: { since: string; until: string }): string =>
  JSON.stringify({
    all: [
      { field: "first_contact_at", op: "gte", value: since },
      { field: "first_contact_at", op: "lt", value: until },
    ],
  });

/** Its days; of half a day's report its half, as the server counts it. */
const spanOf = ({ counted_from, counted_to }: Whose) => ({ since: counted_from, until: counted_to });

export function recordsOf(code: string, report: Whose): FigureTarget | null {
  const of = report.about_unit_id === null ? { owner_id: report.owner_id } : { unit_id: report.about_unit_id };
  const counted = report.about_unit_id === null ? { user_id: report.owner_id } : { unit_id: report.about_unit_id };
  const contacts = (method: string): FigureTarget => ({ path: "/activities", params: { ...of, method, ...spanOf(report) } });
  switch (code) {
    case "metric.won":
      return { path: "/opportunities", params: { ...of, stage_kind: "won", ...within("closed", daysOf(report)) } };
    case "metric.signed":
    case "metric.received":
      // by the ledger of attribution: a list of contracts would not know of shares, refunds and other currencies
      return { path: `/targets/figures/${code.slice("metric.".length)}`, params: { ...counted, since: report.first_day, until: report.last_day } };
    case "plan.planned":
    case "plan.done":
    case "plan.dropped":
    case "plan.carried": {
      const state = code === "plan.planned" ? {} : { state: code.slice("plan.".length) };
      return { path: "/plan-items", params: { ...of, ...state, since: report.first_day, until: report.last_day } };
    }
    case "check.done":
    case "check.passed":
      return { path: "/checks", params: { ...of, state: "finished", ...(code === "check.passed" && { result: "passed" }), ...within("finished", daysOf(report)) } };
    case "meeting.held":
      return { path: "/meetings/held", params: { ...of, ...within("held", spanOf(report)) } };
    case "review.done":
      return { path: "/reviews/finished", params: { ...of, ...within("finished", daysOf(report)) } };
    case "metric.new_opportunities":
      return { path: "/opportunities", params: { ...of, ...within("created", spanOf(report)) } };
    case "metric.new_customers":
    case "quota.done.new_customers":
      return { path: "/customers", params: { ...of, ...within("created", spanOf(report)) } };
    case "metric.visits":
    case "quota.done.visits":
      return contacts("visit");
    case "metric.calls":
    case "quota.done.calls":
      return contacts("call");
    case "metric.wechats":
    case "quota.done.wechats":
      return contacts("wechat");
    case "metric.meetings":
    case "quota.done.meetings":
      return contacts("meeting");
    case "metric.leads_contacted":
    case "quota.done.leads_contacted":
      return { path: "/leads", params: { ...of, where: firstContacted(spanOf(report)) } };
    default:
      return null;
  }
}
