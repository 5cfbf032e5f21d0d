import type { DispatchRule } from "@/api/types";
import { theirsIn, type Conflict } from "@/resource/detail/conflict";
import { isUnfinished, readTree, writeTree, type Group } from "@/resource/conditions/model";

export const STRATEGIES = ["round_robin", "weighted", "least_loaded", "tag_match", "pool"] as const;
export const FALLBACKS = ["wait", "desk", "next", "pool"] as const;
export const HOURS = ["working", "own", "always"] as const;
export const LEVELS = ["S", "A", "B", "C", "D"] as const;
export const GRADES = ["A", "B", "C", "D"] as const;
export const NUMBERS = ["warn", "response", "feedback", "escalate", "most_hops"] as const;
export const SWITCHES = ["wall", "demote", "clocks"] as const;
export const EVEN: Readonly<Record<string, number>> = { S: 5, A: 4, B: 3, C: 2, D: 1 };
export const OFFICE: Hours = {
  days: "workdays",
  spans: [
    ["09:00", "12:00"],
    ["13:30", "18:00"],
  ],
};

export type Term = (typeof NUMBERS)[number] | (typeof SWITCHES)[number];
export type Terms = Partial<Record<Term, number | boolean | null>>;
export type ByGrade = Readonly<Record<string, Terms>>;

export interface Hours {
  days: "workdays" | "all" | number[];
  spans: string[][];
}

export interface Skill {
  id: number;
  least: number;
}

/** What the drawer edits: a rule as one writes it. */
export interface Draft {
  name: string;
  condition: Group;
  units: number[];
  people: number[];
  except: number[];
  levels: string[];
  tags: Skill[];
  strategy: (typeof STRATEGIES)[number];
  weights: Record<string, number>;
  cap_day: number | null;
  cap_hour: number | null;
  cap_open: number | null;
  hours: (typeof HOURS)[number];
  own_hours: Hours;
  fallback: (typeof FALLBACKS)[number];
  wait_minutes: number;
  pool_unit_id: number | null;
  clock: Terms;
  grades: ByGrade;
}

export function draftOf(rule: DispatchRule | undefined): Draft {
  const said = rule?.candidates ?? {};
  return {
    name: rule?.name ?? "",
    condition: readTree(rule?.condition ?? {}),
    units: said.units ?? [],
    people: said.people ?? [],
    except: said.except ?? [],
    levels: said.levels ?? [],
    tags: said.tags ?? [],
    strategy: rule?.strategy ?? "round_robin",
    weights: rule && Object.keys(rule.weights).length > 0 ? rule.weights : { ...EVEN },
    cap_day: rule?.cap_day ?? null,
    cap_hour: rule?.cap_hour ?? null,
    cap_open: rule?.cap_open ?? null,
    hours: rule?.hours ?? "working",
    own_hours: rule && Object.keys(rule.own_hours).length > 0 ? (rule.own_hours as unknown as Hours) : OFFICE,
    fallback: rule?.fallback ?? "wait",
    wait_minutes: rule?.wait_minutes ?? 30,
    pool_unit_id: rule?.pool_unit_id ?? null,
    clock: rule?.clock ?? {},
    grades: rule?.grades ?? {},
  };
}

/** What is sent of it: what the way of giving has no use for is left empty. */
export function valuesOf(draft: Draft): Record<string, unknown> {
  const pool = draft.strategy === "pool";
  const condition = writeTree(draft.condition);
  const { units, people, except, levels, tags } = draft;
  const named = Object.entries({ units, people, except, levels, tags }).filter(([, one]) => one.length > 0);
  return {
    name: draft.name,
    condition: Object.keys(condition).length === 0 ? null : condition,
    candidates: pool ? {} : Object.fromEntries(named),
    strategy: draft.strategy,
    weights: draft.strategy === "weighted" ? draft.weights : {},
    cap_day: pool ? null : draft.cap_day,
    cap_hour: pool ? null : draft.cap_hour,
    cap_open: pool ? null : draft.cap_open,
    hours: draft.hours,
    own_hours: draft.hours === "own" ? draft.own_hours : null,
    fallback: draft.fallback,
    wait_minutes: draft.wait_minutes,
    pool_unit_id: pool || draft.fallback === "pool" ? draft.pool_unit_id : null,
    clock: said(draft.clock),
    grades: saidByGrade(draft.grades),
  };
}

export const said = (terms: Terms): Terms => Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null && value !== undefined));
export const saidByGrade = (grades: ByGrade): ByGrade => Object.fromEntries(Object.entries(grades).flatMap(([grade, terms]) => (Object.keys(said(terms)).length > 0 ? [[grade, said(terms)]] : [])));

/** What differs from the rule as it was, and what it was: so that two who change different things both keep theirs. */
export function changesOf(draft: Draft, rule: DispatchRule): { changes: Record<string, unknown>; base: Record<string, unknown> } {
  const before = valuesOf(draftOf(rule));
  const changed = Object.entries(valuesOf(draft)).filter(([name, value]) => !same(value, before[name]));
  const held = rule as unknown as Record<string, unknown>;
  return { changes: Object.fromEntries(changed), base: Object.fromEntries(changed.map(([name]) => [name, held[name]])) };
}

/** The draft with their version of these fields. `candidates` are several parts of the form. */
export function withTheirs(draft: Draft, rule: DispatchRule, conflicts: readonly Conflict[]): Draft {
  const theirs = draftOf(theirsIn(rule, conflicts));
  const names = conflicts.flatMap(({ field }) => (field === "candidates" ? ["units", "people", "except", "levels", "tags"] : [field])) as (keyof Draft)[];
  return { ...draft, ...Object.fromEntries(names.map((name) => [name, theirs[name]])) };
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));

/** Databases keep the keys of an object in an order of their own. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, part]) => [name, ordered(part)]));
}

export const isReady = (draft: Draft): boolean => !isUnfinished(draft.condition);

/** Complaints by the part of the form that they belong to: `candidates.people.0` is one about `people`. */
export function complaint(errors: Readonly<Record<string, string>>, ...names: string[]): string | undefined {
  const found = Object.entries(errors).find(([path]) => {
    const field = path.replace(/^(body|changes)\./, "").replace(/^changes\./, "");
    return names.some((name) => field === name || field.startsWith(`${name}.`));
  });
  return found?.[1];
}
