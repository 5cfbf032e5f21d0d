import { asProblem, type ApiProblem } from "@/api/problem";
import { byCell, shortOf, type Short } from "./complaints";
import { isDeclared, lineKey, periodKey, type Field, type Kept, type KeptMap } from "./gridModel";
import type { Change } from "./ranges";

export interface Sent {
  node_id: number;
  grain: Kept["grain"];
  starts_on: string;
  values: Partial<Record<Field, number | null>>;
  base: Partial<Record<Field, number | null>>;
}

export interface Port {
  /** Writes all or nothing; rejects with an ApiProblem. */
  send: (cells: Sent[], what: "lines" | "declared", words: string) => Promise<void>;
  /** These are on the server now. */
  saved: (figures: readonly Kept[]) => void;
  /** Somebody else was faster: what stands there has to be asked again. */
  stale: () => void;
}

export interface State {
  kept: KeptMap;
  /** A whole that would no longer be exceeded, as the server said last. */
  short: Short | null;
  /** Of the last refusal that is of no single figure. */
  words: string;
  sending: boolean;
  mayUndo: boolean;
  mayRedo: boolean;
}

type Place = Pick<Kept, "node_id" | "grain" | "starts_on" | "field">;
type Standing = (at: Place) => { value: number | null; locked: boolean };
/** What stood where, before one gesture. */
type Step = (Place & { before: number | null })[];

const key = (one: Pick<Kept, "node_id" | "field" | "grain" | "starts_on">): string => `${lineKey(one.node_id, one.field)}/${periodKey(one)}`;
const RETRY = 4_000;
/** For so long what was saved may not have come to the screen yet. */
const BEHIND = 3_000;

/** Figures on their way to the server. Nothing that was written is lost: it lies here until the server has it, or its writer
 * takes it back. One gesture is one request; the next one waits for it. */
export class Saver {
  private kept = new Map<string, Kept>();
  private queue: { keys: string[]; words: string }[] = [];
  private busy = false;
  private flying = new Set<Kept>();
  private undos: Step[] = [];
  private redos: Step[] = [];
  private short: Short | null = null;
  /** What was saved last: by key, what it replaced, what it is, and when. */
  private fresh = new Map<string, { replaced: number | null; value: number | null; at: number }>();
  private words = "";
  private clock: ReturnType<typeof setTimeout> | undefined;
  private listeners = new Set<() => void>();
  state: State = this.picture();

  constructor(private port: Port) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** One gesture. What was refused or did not get through goes with it: it may be right now. */
  write(changes: readonly Change[], words = "", stepped: "anew" | "undo" | "redo" = "anew"): void {
    this.short = null;
    this.words = "";
    const step: Step = [];
    for (const { locked: _, ...change } of changes) {
      const id = key(change);
      const before = this.kept.get(id);
      const seen = this.caughtUp(id, change.base);
      if (!change.raw) step.push({ ...place(change), before: before && !before.raw ? before.value : seen });
      const base = before ? before.base : seen;
      // back to what stands there: nothing to send
      if (before && !this.flying.has(before) && !change.raw && change.value === base) this.kept.delete(id);
      else this.kept.set(id, { ...change, base, state: change.raw ? "unread" : "sending" });
    }
    if (step.length > 0) this.remember(step, stepped);
    this.retry(words);
  }

  /** Everything that waits, once more. */
  retry(words = ""): void {
    clearTimeout(this.clock);
    const again = [...this.kept].filter(([id, one]) => one.state !== "unread" && one.state !== "conflict" && !this.flying.has(one) && !this.queued(id));
    for (const [id, one] of again) this.kept.set(id, { ...without(one), state: "sending" });
    if (again.length > 0) this.queue.push({ keys: again.map(([id]) => id), words });
    this.publish();
    void this.run();
  }

  /** A figure as a hand saw it; where the screen still shows what we ourselves have just replaced, what is there now. */
  private caughtUp(id: string, seen: number | null): number | null {
    const last = this.fresh.get(id);
    return last && last.replaced === seen && Date.now() - last.at < BEHIND ? last.value : seen;
  }

  private queued(id: string): boolean {
    return this.queue.some(({ keys }) => keys.includes(id));
  }

  private remember(step: Step, stepped: "anew" | "undo" | "redo"): void {
    (stepped === "undo" ? this.redos : this.undos).push(step);
    if (stepped === "anew") this.redos = [];
  }

  /** What sets the last gesture back, over what stands there now. */
  undo = (standing: Standing): Change[] => backTo(this.undos.pop(), standing);

  redo = (standing: Standing): Change[] => backTo(this.redos.pop(), standing);

  /** Takes back what is not on the server; the figures there show again. */
  drop(which: (one: Kept) => boolean = () => true): void {
    for (const [id, one] of this.kept) if (one.state !== "sending" && which(one)) this.kept.delete(id);
    this.short = null;
    this.words = "";
    this.publish();
  }

  /** In a conflict: mine, over what stands there now. */
  insist(theirs: (one: Kept) => number | null): void {
    for (const [id, one] of this.kept) if (one.state === "conflict") this.kept.set(id, { ...without(one), base: theirs(one), state: "refused" });
    this.retry();
  }

  private async run(): Promise<void> {
    if (this.busy) return;
    const next = this.queue.shift();
    if (!next) return;
    const figures = next.keys.flatMap((id) => this.kept.get(id) ?? []).filter(({ state }) => state === "sending");
    this.busy = true;
    this.flying = new Set(figures);
    this.publish();
    for (const what of ["lines", "declared"] as const) await this.sendPart(figures.filter(({ field }) => isDeclared(field) === (what === "declared")), what, next.words);
    this.busy = false;
    this.flying = new Set();
    this.publish();
    void this.run();
  }

  private async sendPart(figures: Kept[], what: "lines" | "declared", words: string): Promise<void> {
    if (figures.length === 0) return;
    const { cells, members } = asCells(figures);
    try {
      await this.port.send(cells, what, words);
      this.done(figures);
    } catch (error) {
      this.failed(asProblem(error), figures, members, words);
    }
  }

  private done(figures: Kept[]): void {
    this.port.saved(figures);
    for (const one of figures) {
      this.fresh.set(key(one), { replaced: one.base, value: one.value, at: Date.now() });
      const now = this.kept.get(key(one));
      if (now === one) this.kept.delete(key(one));
      // written again meanwhile: that stands on what is there now
      else if (now) this.kept.set(key(one), { ...now, base: one.value });
    }
  }

  private failed(problem: ApiProblem, figures: Kept[], members: Kept[][], words: string): void {
    if (problem.transient) {
      this.mark(figures, { state: "lost" });
      this.clock = setTimeout(() => this.retry(words), RETRY);
      return;
    }
    const complaints = byCell(problem);
    this.short = shortOf(problem);
    if (complaints.size === 0) {
      this.words = this.short ? "" : problem.detail || problem.code;
      this.mark(figures, { state: "refused", words: problem.detail });
      return;
    }
    for (const [at, { code, words: said }] of complaints) {
      this.mark(members[at] ?? [], { state: code === "edit.conflict" ? "conflict" : "refused", words: said });
      if (code === "edit.conflict") this.port.stale();
    }
    const others = members.filter((_, at) => !complaints.has(at)).flat();
    if (others.length > 0) this.queue.unshift({ keys: others.map(key), words });
  }

  private mark(figures: readonly Kept[], as: Pick<Kept, "state" | "words">): void {
    for (const one of figures) if (this.kept.get(key(one)) === one) this.kept.set(key(one), { ...one, ...as });
  }

  private picture(): State {
    const kept = new Map<string, Map<string, Kept>>();
    for (const one of this.kept.values()) {
      const line = lineKey(one.node_id, one.field);
      kept.set(line, (kept.get(line) ?? new Map<string, Kept>()).set(periodKey(one), one));
    }
    return { kept: reused(this.state?.kept, kept), short: this.short, words: this.words, sending: this.busy, mayUndo: this.undos.length > 0, mayRedo: this.redos.length > 0 };
  }

  private publish(): void {
    this.state = this.picture();
    for (const listener of this.listeners) listener();
  }
}

/** The parts that did not change are the same objects as before. */
function reused(before: KeptMap | undefined, next: Map<string, Map<string, Kept>>): KeptMap {
  return new Map([...next].map(([line, figures]) => {
    const old = before?.get(line);
    return [line, old && old.size === figures.size && [...figures].every(([at, one]) => old.get(at) === one) ? old : figures];
  }));
}

const place = ({ node_id, grain, starts_on, field }: Place): Place => ({ node_id, grain, starts_on, field });

function backTo(step: Step | undefined, standing: Standing): Change[] {
  return (step ?? []).map(({ before, ...at }) => ({ ...at, value: before, base: standing(at).value, locked: standing(at).locked }));
}

const without = (one: Kept): Kept => ({ ...one, words: undefined });

/** Both lines of a cell go as one; `members`: the figures of each cell. */
function asCells(figures: readonly Kept[]): { cells: Sent[]; members: Kept[][] } {
  const found = new Map<string, { cell: Sent; own: Kept[] }>();
  for (const one of figures) {
    const id = `${one.node_id}/${periodKey(one)}`;
    const entry = found.get(id) ?? { cell: { node_id: one.node_id, grain: one.grain, starts_on: one.starts_on, values: {}, base: {} }, own: [] };
    entry.cell.values[one.field] = one.value;
    entry.cell.base[one.field] = one.base;
    entry.own.push(one);
    found.set(id, entry);
  }
  return { cells: [...found.values()].map(({ cell }) => cell), members: [...found.values()].map(({ own }) => own) };
}
