/** The lists behind the numbers of a row; null where no list shows exactly those. Pure. */
import type { FigureTarget } from "@/shared/ui/FigureLink";
import { endOfDay, startOfDay } from "@/shared/days";
import type { TargetMetric } from "./types";

interface Span {
  starts_on: string;
  ends_on: string;
}

interface Whose {
  kind: string;
  owner_id: number | null;
  unit_id: number;
}

/** A person's records are theirs in that unit; a unit's are those of it and below. */
const whose = ({ kind, owner_id: owner, unit_id: unit }: Whose): Record<string, unknown> =>
  kind === "person" ? { owner_id: owner, unit_id: unit } : { unit_id: unit };

const moments = (name: string, span: Span) => ({ [`${name}_from`]: startOfDay(span.starts_on), [`${name}_to`]: endOfDay(span.ends_on) });

/** What was reached in the period. Signed contracts, receipts and calls have states that no list filters by: those stay plain. */
export function reachedLink(metric: Pick<TargetMetric, "code" | "currency">, row: Whose, span: Span): FigureTarget | null {
  if (row.kind !== "person" && row.kind !== "unit") return null;
  const of = whose(row);
  switch (metric.code) {
    case "won":
      return { path: "/opportunities", params: { ...of, stage_kind: "won", currency: metric.currency, ...moments("closed", span) } };
    case "new_opportunities":
      return { path: "/opportunities", params: { ...of, ...moments("created", span) } };
    case "new_customers":
      return { path: "/customers", params: { ...of, ...moments("created", span) } };
    case "visits":
    case "calls":
      return { path: "/activities", params: { ...of, method: metric.code === "visits" ? "visit" : "call", since: startOfDay(span.starts_on), until: endOfDay(span.ends_on) } };
    default:
      return null;
  }
}

/** The open deals that are to be won in the period. */
export const pipelineLink = (row: Whose, span: Span): FigureTarget => ({
  path: "/opportunities",
  params: { ...whose(row), stage_kind: "open", win_from: span.starts_on, win_to: span.ends_on },
});

export const visitsLink = (row: Whose): FigureTarget => ({ path: "/activities", params: { ...whose(row), method: "visit" } });
