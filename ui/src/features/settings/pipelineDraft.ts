import type { BodyOf, PipelineDesign } from "@/api/types";
import { moved } from "./order";

type StageOut = PipelineDesign["stages"][number];
export type Mode = PipelineDesign["mode"];
export const GUIDE = ["buyer_step", "key_person", "sop", "tools", "talk_tracks"] as const;
export type GuideField = (typeof GUIDE)[number];
export const MOST_OPEN = 6;
export const FEWEST_SIGNS = 3;
export const MOST_SIGNS = 5;

/** `key` tells rows apart while they are edited: the id, or a number below zero for a new one. */
export interface SignDraft {
  key: number;
  id: number | null;
  name: string;
  hint: string;
}

export interface StageDraft extends Record<GuideField, string> {
  key: number;
  id: number | null;
  name: string;
  percent: number;
  criteria: SignDraft[];
  openDeals: number;
}

export interface PipelineDraft {
  version: number;
  name: string;
  mode: Mode;
  active: boolean;
  is_default: boolean;
  product_ids: number[];
  industries: string[];
  customer_kinds: PipelineDesign["customer_kinds"];
  reason: string;
  /** The open ones, in order. */
  stages: StageDraft[];
  won: StageDraft;
  lost: StageDraft;
}

export function stageDraft(stage: StageOut): StageDraft {
  const { id, name, percent, buyer_step, key_person, sop, tools, talk_tracks } = stage;
  const criteria = stage.criteria.map((one, place) => ({ key: one.id ?? -1 - place, id: one.id, name: one.name, hint: one.hint }));
  return { key: id ?? 0, id, name, percent, buyer_step, key_person, sop, tools, talk_tracks, criteria, openDeals: stage.open_deals };
}

const EMPTY: Omit<StageDraft, "key" | "name" | "percent"> = { id: null, buyer_step: "", key_person: "", sop: "", tools: "", talk_tracks: "", criteria: [], openDeals: 0 };

export function draftOf(design: PipelineDesign): PipelineDraft {
  const { version, name, mode, active, is_default, product_ids, industries, customer_kinds, reason, stages } = design;
  const end = (kind: "won" | "lost"): StageDraft => {
    const found = stages.find((stage) => stage.kind === kind);
    return found ? stageDraft(found) : { ...EMPTY, key: 0, name: kind, percent: kind === "won" ? 100 : 0 };
  };
  const open = stages.filter(({ kind }) => kind === "open").map(stageDraft);
  return { version, name, mode, active, is_default, product_ids, industries, customer_kinds, reason, stages: open, won: end("won"), lost: end("lost") };
}

const leastKey = (keys: number[]): number => Math.min(0, ...keys) - 1;

/** With a new stage behind the others, halfway from the last one to won. */
export function withStage(draft: PipelineDraft, name: string): PipelineDraft {
  const last = draft.stages.at(-1)?.percent ?? 0;
  const percent = Math.min(99, Math.max(last + 1, Math.round((last + 100) / 2)));
  return { ...draft, stages: [...draft.stages, { ...EMPTY, key: leastKey(draft.stages.map(({ key }) => key)), name, percent }] };
}

/** At its new place, with percentages that stay where they were: the order of the stages changes, not how far each place is. */
export function withMoved(draft: PipelineDraft, from: number, to: number): PipelineDraft {
  const percents = draft.stages.map(({ percent }) => percent);
  return { ...draft, stages: moved(draft.stages, from, to).map((stage, place) => ({ ...stage, percent: percents[place] ?? stage.percent })) };
}

/** With percentages that rise: the same ones in order where they differ, else spread evenly from the first to the last place. */
export function evened(draft: PipelineDraft): PipelineDraft {
  const sorted = draft.stages.map(({ percent }) => Math.min(99, Math.max(1, percent))).toSorted((one, other) => one - other);
  const count = sorted.length;
  const plain = new Set(sorted).size === count;
  const percents = plain ? sorted : sorted.map((_, place) => Math.round(((place + 1) * 100) / (count + 1)));
  return { ...draft, stages: draft.stages.map((stage, place) => ({ ...stage, percent: percents[place] ?? stage.percent })) };
}

export const isCrooked = (marks: Readonly<Record<string, Mark>>): boolean => Object.entries(marks).some(([path, { key }]) => path.endsWith(".percent") && (key === "rising" || key === "range"));

export function withSign(stage: StageDraft, name: string): StageDraft {
  return { ...stage, criteria: [...stage.criteria, { key: leastKey(stage.criteria.map(({ key }) => key)), id: null, name, hint: "" }] };
}

const stageBody = (stage: StageDraft, kind: "open" | "won" | "lost") => ({
  id: stage.id,
  name: stage.name,
  percent: stage.percent,
  kind,
  buyer_step: stage.buyer_step,
  key_person: stage.key_person,
  sop: stage.sop,
  tools: stage.tools,
  talk_tracks: stage.talk_tracks,
  criteria: stage.criteria.map(({ id, name, hint }) => ({ id, name, hint })),
});

/** Stage id → place among the open stages. */
export type Moves = Readonly<Record<number, number>>;

export function bodyOf(draft: PipelineDraft, moves: Moves = {}): BodyOf<"/api/v1/pipelines/{id}/previews"> {
  const { name, mode, active, is_default, product_ids, industries, customer_kinds, reason } = draft;
  const stages = [...draft.stages.map((stage) => stageBody(stage, "open")), stageBody(draft.won, "won"), stageBody(draft.lost, "lost")];
  const given = Object.entries(moves).map(([from, to]) => ({ from_stage_id: Number(from), to_place: to }));
  return { name, mode, active, is_default, product_ids, industries, customer_kinds, reason, stages, moves: given };
}

export const isDirty = (draft: PipelineDraft, design: PipelineDesign): boolean => JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(draftOf(design)));

/** The draft with the open deals that stand in each stage now: a job moves them after the design was saved. */
export function countedNow(draft: PipelineDraft, design: PipelineDesign): PipelineDraft {
  const deals = new Map(design.stages.map(({ id, open_deals: count }) => [id, count]));
  return { ...draft, stages: draft.stages.map((stage) => ({ ...stage, openDeals: (stage.id !== null && deals.get(stage.id)) || 0 })) };
}

/** What is wrong with a part, as the key of a text and what fills it. */
export interface Mark {
  key: string;
  params?: Record<string, number | string>;
}

/** Part of the draft → what is wrong with it: `name`, `reason`, `stages`, `stage.<key>.percent`, `sign.<stage>.<sign>.name`. */
export function marksOf(draft: PipelineDraft): Record<string, Mark> {
  const marks: Record<string, Mark> = {};
  if (!draft.name.trim()) marks["name"] = { key: "needed" };
  if (draft.stages.length === 0) marks["stages"] = { key: "noStage" };
  if (draft.stages.length > MOST_OPEN && !draft.reason.trim()) marks["reason"] = { key: "reason", params: { n: MOST_OPEN } };
  Object.assign(marks, percentMarks(draft.stages), nameMarks([...draft.stages, draft.won, draft.lost], (stage) => `stage.${stage.key}.name`));
  for (const stage of draft.stages) {
    const count = stage.criteria.length;
    if (count > MOST_SIGNS || (draft.active && count < FEWEST_SIGNS)) marks[`stage.${stage.key}.criteria`] = { key: "criteria", params: { least: FEWEST_SIGNS, most: MOST_SIGNS } };
    Object.assign(marks, nameMarks(stage.criteria, (sign) => `sign.${stage.key}.${sign.key}.name`));
  }
  return marks;
}

function percentMarks(stages: readonly StageDraft[]): Record<string, Mark> {
  const marks: Record<string, Mark> = {};
  let before = 0;
  for (const { key, percent } of stages) {
    if (percent < 1 || percent > 99) marks[`stage.${key}.percent`] = { key: "range" };
    else if (percent <= before) marks[`stage.${key}.percent`] = { key: "rising", params: { before } };
    before = Math.max(before, percent);
  }
  return marks;
}

function nameMarks<Row extends { name: string }>(rows: readonly Row[], pathOf: (row: Row) => string): Record<string, Mark> {
  const seen = new Set<string>();
  const marks: Record<string, Mark> = {};
  for (const row of rows) {
    const name = row.name.trim().toLowerCase();
    if (!name) marks[pathOf(row)] = { key: "needed" };
    else if (seen.has(name)) marks[pathOf(row)] = { key: "twice" };
    seen.add(name);
  }
  return marks;
}

/** The stage that ticks carry a deal to, as the server works it out; by keys. */
export function carried(mode: Mode, stages: readonly StageDraft[], ticked: ReadonlySet<string>): StageDraft | undefined {
  const signs = stages.flatMap((stage) => stage.criteria.map((sign) => ({ stage, met: ticked.has(`${stage.key}.${sign.key}`) })));
  const gap = signs.findIndex(({ met }) => !met);
  const counted = mode === "checklist" ? signs.slice(0, gap < 0 ? signs.length : gap) : signs.filter(({ met }) => met);
  return counted.at(-1)?.stage;
}

/** Where the deals of a stage go that is left out, unless somebody says so: the last kept one that is no further. */
export function nearest(draft: PipelineDraft, percent: number): number {
  const place = draft.stages.findLastIndex((stage) => stage.percent <= percent && stage.id !== null);
  return Math.max(0, place);
}
