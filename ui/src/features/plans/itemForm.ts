import type { components } from "@/api/schema.gen";
import type { Field, Values } from "@/resource/types";
import { clock } from "./periods";
import type { PlanItem } from "./planApi";

type Changes = components["schemas"]["PlanItemChanges"];

const TIMES = Array.from({ length: 27 }, (_, half) => `${String(7 + Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`);

export const FORM: readonly Field[] = [
  { name: "title", kind: "text", required: true, maxLength: 200 },
  { name: "purpose", kind: "text", maxLength: 200 },
  { name: "expected", kind: "text", maxLength: 400 },
  { name: "goal_pieces", kind: "number" },
  { name: "goal_money", kind: "money" },
  { name: "day", kind: "date" },
  { name: "from_time", kind: "text", maxLength: 5, suggest: { values: TIMES } },
  { name: "to_time", kind: "text", maxLength: 5, suggest: { values: TIMES } },
  { name: "resources", kind: "text", maxLength: 400 },
  { name: "risks", kind: "text", maxLength: 400 },
  { name: "countermeasures", kind: "text", maxLength: 400 },
];

/** What a form shows of an item: its measure by its unit, its times in hours and minutes. */
export const formValues = (item: PlanItem): Values => ({
  title: item.title,
  purpose: item.purpose,
  expected: item.expected,
  goal_pieces: item.goal_unit === "pieces" ? item.goal : null,
  goal_money: item.goal_unit === "money" ? item.goal : null,
  day: item.day,
  from_time: clock(item.from_time),
  to_time: clock(item.to_time),
  resources: item.resources,
  risks: item.risks,
  countermeasures: item.countermeasures,
  metric: item.metric || null,
  about_kind: item.about_kind,
  about_id: item.about_id,
  parent_id: item.parent_id,
});

const WORDS = ["title", "purpose", "expected", "resources", "risks", "countermeasures"] as const;

/** What the person wants changed, and what they saw of it. A sum of money is the measure where both are filled in. */
export function changesOf(values: Values, item: PlanItem): { changes: Changes; base: Record<string, unknown> } {
  const money = typeof values["goal_money"] === "number" ? values["goal_money"] : null;
  const pieces = typeof values["goal_pieces"] === "number" ? values["goal_pieces"] : null;
  const time = (name: string): string | null => (typeof values[name] === "string" && values[name] !== "" ? `${values[name].slice(0, 5)}:00` : null);
  const wanted: Record<string, unknown> = {
    ...Object.fromEntries(WORDS.map((name) => [name, values[name] ?? ""])),
    goal: money ?? pieces,
    goal_unit: money !== null ? "money" : pieces !== null ? "pieces" : item.goal_unit,
    day: "day" in values ? (values["day"] ?? null) : item.day,
    from_time: time("from_time"),
    to_time: time("to_time"),
    metric: "metric" in values ? (values["metric"] ?? "") : item.metric,
    about_kind: values["about_kind"] || null,
    about_id: values["about_kind"] ? (values["about_id"] ?? null) : null,
    parent_id: "parent_id" in values ? (values["parent_id"] ?? null) : item.parent_id,
  };
  const seen = item as unknown as Record<string, unknown>;
  const changed = Object.keys(wanted).filter((name) => wanted[name] !== seen[name]);
  const base = Object.fromEntries(changed.map((name) => [name, name === "about_kind" ? (seen[name] ?? "") : seen[name]]));
  return { changes: Object.fromEntries(changed.map((name) => [name, wanted[name]])) as Changes, base };
}
