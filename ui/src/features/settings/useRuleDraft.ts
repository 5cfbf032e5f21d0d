import { useState } from "react";
import { newKey } from "@/api/client";
import { asProblem, type ApiProblem } from "@/api/problem";
import { conflictsOf, theirsIn, type Conflict } from "@/resource/detail/conflict";

interface Ways<Rule extends object, Draft extends object> {
  /** The rule to change; none for a new one. */
  given: Rule | undefined;
  draftOf: (rule: Rule | undefined) => Draft;
  withTheirs: (draft: Draft, rule: Rule, conflicts: readonly Conflict[]) => Draft;
  /** `seen`: what somebody else wrote meanwhile, by field, and whoever saves now has read. */
  save: (draft: Draft, rule: Rule | undefined, key: string, seen: Record<string, unknown>) => Promise<unknown>;
  onSaved: (rule: Rule | undefined) => Promise<void>;
}

/** A rule being written: its draft, and what stood in the way when it was saved. */
export function useRuleDraft<Rule extends object, Draft extends object>({ given, draftOf, withTheirs, save, onSaved }: Ways<Rule, Draft>) {
  const [rule, setHeld] = useState(given);
  const [draft, setDraft] = useState(() => draftOf(given));
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const conflicts = problem ? conflictsOf(problem) : [];
  const send = async (seen: readonly Conflict[] = []): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await save(draft, rule, key, Object.fromEntries(seen.map(({ field, theirs }) => [field, theirs])));
      await onSaved(rule);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  /** Goes on from what somebody else wrote in these fields. */
  const takeTheirs = (): void => {
    if (!rule) return;
    setDraft(withTheirs(draft, rule, conflicts));
    setHeld(theirsIn(rule, conflicts));
    setProblem(null);
  };
  const change = (part: Partial<Draft>): void => setDraft((held) => ({ ...held, ...part }));
  return { rule, draft, change, busy, problem, conflicts, send, takeTheirs };
}
