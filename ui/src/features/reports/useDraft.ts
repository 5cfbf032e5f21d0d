import { useEffect, useRef, useState } from "react";
import { asProblem, fieldErrors, type ApiProblem } from "@/api/problem";
import { conflictsOf, type Conflict } from "@/resource/detail/conflict";
import { basesOf, changed, keep, kept } from "./draft";
import { writeAnswers } from "./reportApi";
import type { Answers, Report } from "./types";

const PAUSE = 800; // milliseconds without a key before it is saved
const AGAIN = 5000; // before it is tried again without a connection

export type Saved = "saved" | "saving" | "waiting" | "refused";

export interface Drafting {
  answers: Answers;
  put: (id: string, value: unknown) => void;
  saved: Saved;
  /** What is wrong, by `answers.<id>`. */
  errors: Record<string, string>;
  problem: ApiProblem | null;
  conflicts: readonly Conflict[];
  /** One's own words stay, or those from the other device. */
  settle: (mine: boolean) => void;
  /** Saves at once; false where that did not work. */
  flush: () => Promise<boolean>;
  blame: (problem: ApiProblem) => void;
}

/** The words of a report while they are typed: kept in this browser at once, on the server soon after. */
export function useDraft(report: Report, { auto }: { auto: boolean }): Drafting {
  const { id } = report;
  const [answers, setAnswers] = useState<Answers>(() => ({ ...report.answers, ...(auto ? kept(localStorage, id)?.answers : undefined) }));
  const [saved, setSaved] = useState<Saved>("saved");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const latest = useRef(answers);
  const sent = useRef<Answers>(report.answers);
  const known = useRef<Answers>({ ...report.answers, ...(auto ? kept(localStorage, id)?.base : undefined) });
  const running = useRef<Promise<boolean> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const note = (): void => {
    if (!auto) return;
    const open = changed(latest.current, sent.current);
    keep(localStorage, id, { answers: open, base: basesOf(open, known.current) });
  };
  const save = async (): Promise<boolean> => {
    const open = changed(latest.current, sent.current);
    if (Object.keys(open).length === 0) {
      setSaved("saved");
      return true;
    }
    setSaved("saving");
    try {
      const answer = await writeAnswers(id, open, basesOf(open, known.current));
      sent.current = { ...sent.current, ...open };
      known.current = answer.answers;
      setProblem(null);
      note();
      setSaved("saved");
      return true;
    } catch (error) {
      const found = asProblem(error);
      setConflicts(conflictsOf(found));
      setProblem(found.transient ? null : found);
      setSaved(found.transient ? "waiting" : "refused");
      if (found.transient) schedule(AGAIN);
      return false;
    }
  };
  const flush = async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current) await running.current;
    running.current = save();
    const done = await running.current;
    running.current = null;
    return done;
  };
  const schedule = (wait: number): void => {
    clearTimeout(timer.current);
    if (auto) timer.current = setTimeout(() => void flush(), wait);
  };
  const put = (question: string, value: unknown): void => {
    latest.current = { ...latest.current, [question]: value };
    setAnswers(latest.current);
    note();
    schedule(PAUSE);
  };
  const settle = (mine: boolean): void => {
    for (const { field, theirs } of conflicts) {
      const question = field.replace(/^answers\./, "");
      known.current = { ...known.current, [question]: theirs };
      sent.current = { ...sent.current, [question]: theirs };
      if (!mine) latest.current = { ...latest.current, [question]: theirs };
    }
    setAnswers(latest.current);
    setConflicts([]);
    setProblem(null);
    note();
    void flush();
  };
  useEffect(() => {
    const online = (): void => void flush();
    if (auto) void flush();
    addEventListener("online", online);
    return () => {
      removeEventListener("online", online);
      clearTimeout(timer.current);
    };
    // a draft belongs to one report for as long as its page stands
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return { answers, put, saved, errors: problem ? fieldErrors(problem) : {}, problem, conflicts, settle, flush, blame: setProblem };
}
