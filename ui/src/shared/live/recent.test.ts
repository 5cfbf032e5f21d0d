import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { LiveMessage } from "./protocol";
import { Recent } from "./recent";

const change = (id: number): LiveMessage => ({ type: "change", change: { kind: "lead", id, version: 1 } });

beforeEach(() => void vi.useFakeTimers({ now: 100_000 }));
afterEach(() => void vi.useRealTimers());

it("a tab that comes late is told what was said in the last seconds", () => {
  const recent = new Recent();
  recent.keep(change(1));
  vi.advanceTimersByTime(2000);
  recent.keep({ type: "state", state: "open", since: 0 });
  recent.keep(change(2));
  vi.advanceTimersByTime(1500);
  expect(recent.told(50_000)).toEqual({ since: 100_500, messages: [change(2)] });
});

it("no further back than the line stands", () => {
  expect(new Recent().told(99_000)).toEqual({ since: 99_000, messages: [] });
});
