import type { TargetMetricRow } from "@/api/types";
import { isUnfinished, readTree, writeTree, type Group } from "@/resource/conditions/model";

/** What the drawer edits: a metric as one writes it; `tax` in percent. */
export interface MetricDraft {
  name: string;
  source: TargetMetricRow["source"];
  day_field: string;
  measured: TargetMetricRow["measured"];
  aim: TargetMetricRow["aim"];
  tax: number;
  where: Group;
  /** Of a derived one: what is divided, and by what. */
  over_id: number | null;
  under_id: number | null;
}

/** By which days the records of each kind may be counted, and whether they have amounts. */
export const SOURCES: Readonly<Record<TargetMetricRow["source"], { days: readonly string[]; money: boolean }>> = {
  contract: { days: ["signed_on"], money: true },
  receipt: { days: ["received_on"], money: true },
  opportunity: { days: ["closed_at", "created_at", "decided_at"], money: true },
  customer: { days: ["created_at"], money: false },
  lead: { days: ["created_at", "first_contact_at"], money: false },
  activity: { days: ["occurred_at"], money: false },
  derived: { days: [], money: false },
};

export const draftOf = (metric: TargetMetricRow | undefined): MetricDraft => ({
  name: metric?.name ?? "",
  source: metric?.source ?? "contract",
  day_field: metric?.day_field ?? "signed_on",
  measured: metric?.measured ?? "money",
  aim: metric?.aim ?? "at_least",
  tax: (metric?.tax_bp ?? 0) / 100,
  where: readTree((metric?.where ?? {}) as Record<string, unknown>),
  over_id: metric?.over_id ?? null,
  under_id: metric?.under_id ?? null,
});

/** Another kind of records has other days, and other words for conditions. */
export function withSource(draft: MetricDraft, source: MetricDraft["source"]): MetricDraft {
  const { days, money } = SOURCES[source];
  return { ...draft, source, day_field: days[0] ?? "", measured: money ? draft.measured : "count", tax: money ? draft.tax : 0, where: readTree({}) };
}

const ofTwo = ({ name, source, aim, over_id, under_id }: MetricDraft) => ({ name: name.trim(), source, aim, over_id, under_id });

export const newMetric = (draft: MetricDraft) => (draft.source === "derived" ? ofTwo(draft) : ofRecords(draft));

const ofRecords = (draft: MetricDraft) => ({
  name: draft.name.trim(),
  source: draft.source,
  day_field: draft.day_field,
  measured: draft.measured,
  measure: draft.measured === "money" ? "amount_minor" : "",
  aim: draft.aim,
  tax_bp: draft.measured === "money" ? Math.round(draft.tax * 100) : 0,
  where: writeTree(draft.where) as Record<string, unknown>,
});

/** What differs from the metric as it was; of the product's own only the tax may. */
export function changesOf(draft: MetricDraft, metric: TargetMetricRow): Record<string, unknown> {
  const { name, aim, tax_bp, where } = ofRecords(draft);
  const own: Record<string, unknown> = metric.source === "derived" ? { name, aim } : { name, aim, tax_bp, where };
  const wanted: Record<string, unknown> = metric.built_in ? { tax_bp } : own;
  const held = metric as unknown as Record<string, unknown>;
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(held[key])));
}

export const isReady = (draft: MetricDraft, builtIn: boolean): boolean => builtIn || (draft.name.trim() !== "" && (draft.source === "derived" ? draft.over_id !== null && draft.under_id !== null && draft.over_id !== draft.under_id : !isUnfinished(draft.where)));
