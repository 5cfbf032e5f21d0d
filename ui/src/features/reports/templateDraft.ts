/** A template while it is designed. Pure. */
import type { components } from "@/api/schema.gen";
import { same } from "./draft";
import type { Block, Preset, Template } from "./types";

export type Wanted = components["schemas"]["ReportTemplateIn"];
export type Changes = components["schemas"]["ReportTemplateChanges"];
export type Draft = Required<Omit<Wanted, "starts_on">> & { starts_on: string | null };

export const PERIODS = ["half_day", "day", "week", "ten_day", "month", "quarter", "half", "year"] as const;
export const OF_PEOPLE: readonly string[] = PERIODS.slice(0, 5);
export const KINDS = ["figures", "text", "done", "next", "choice", "number"] as const;

const CONTENT = ["blocks", "unit_ids", "levels", "roles", "due_time", "noon_time", "due_shift", "grace_minutes", "remind_minutes", "to_leader", "receivers"] as const;

export function newDraft(preset?: Preset): Draft {
  return {
    name: preset?.name ?? "",
    period: preset?.period ?? "day",
    written_by: preset?.written_by ?? "people",
    starts_on: null,
    blocks: preset?.blocks ?? [],
    unit_ids: [],
    levels: [],
    roles: preset?.roles ?? [],
    due_time: preset?.due_time ?? "18:30",
    noon_time: "12:30",
    due_shift: preset?.due_shift ?? 0,
    grace_minutes: preset?.grace_minutes ?? 30,
    remind_minutes: 30,
    to_leader: true,
    receivers: [],
  };
}

export function draftOf(template: Template): Draft {
  const { name, period, written_by, starts_on } = template;
  const content = Object.fromEntries(CONTENT.map((key) => [key, template[key]])) as unknown as Pick<Draft, (typeof CONTENT)[number]>;
  return { name, period, written_by, starts_on, ...content };
}

/** What differs from the template as it was opened, and what it was. */
export function editOf(draft: Draft, template: Template): { changes: Changes; base: Record<string, unknown> } {
  const before = draftOf(template);
  const keys = (["name", ...CONTENT] as const).filter((key) => !same(draft[key], before[key]));
  const pick = (from: Draft) => Object.fromEntries(keys.map((key) => [key, from[key]]));
  return { changes: pick(draft) as Changes, base: pick(before) };
}

/** An id that no other block has. */
export function freeId(blocks: readonly Block[]): string {
  const taken = new Set(blocks.map(({ id }) => id));
  let n = blocks.length + 1;
  while (taken.has(`q${n}`)) n += 1;
  return `q${n}`;
}

export const newBlock = (kind: Block["kind"], title: string, blocks: readonly Block[]): Block => ({ id: freeId(blocks), kind, title, help: "", required: false, least: null, most: null, options: [], figures: [], quote: null });
