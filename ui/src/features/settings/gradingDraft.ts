import type { GradingRule } from "@/api/types";
import { isUnfinished, readTree, writeTree, type Group } from "@/resource/conditions/model";
import { theirsIn, type Conflict } from "@/resource/detail/conflict";

/** What the drawer edits: a rule as one writes it. */
export interface GradingDraft {
  name: string;
  condition: Group;
  points: number;
  grade: GradingRule["grade"];
  adds: number[];
  removes: number[];
}

export const draftOf = (rule: GradingRule | undefined): GradingDraft => ({
  name: rule?.name ?? "",
  condition: readTree(rule?.condition ?? {}),
  points: rule?.points ?? 10,
  grade: rule?.grade ?? "",
  adds: rule?.adds ?? [],
  removes: rule?.removes ?? [],
});

export const valuesOf = (draft: GradingDraft) => ({ ...draft, condition: writeTree(draft.condition) as Record<string, unknown> });

/** What differs from the rule as it was, and what it was. */
export function changesOf(draft: GradingDraft, rule: GradingRule): { changes: Record<string, unknown>; base: Record<string, unknown> } {
  const before = valuesOf(draftOf(rule)) as Record<string, unknown>;
  const changed = Object.entries(valuesOf(draft)).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
  const held = rule as unknown as Record<string, unknown>;
  return { changes: Object.fromEntries(changed), base: Object.fromEntries(changed.map(([name]) => [name, held[name]])) };
}

export const isReady = (draft: GradingDraft): boolean => draft.name.trim() !== "" && draft.condition.parts.length > 0 && !isUnfinished(draft.condition);

/** The draft with their version of these fields. */
export function withTheirs(draft: GradingDraft, rule: GradingRule, conflicts: readonly Conflict[]): GradingDraft {
  const theirs = draftOf(theirsIn(rule, conflicts));
  return { ...draft, ...Object.fromEntries(conflicts.map(({ field }) => [field, theirs[field as keyof GradingDraft]])) };
}
