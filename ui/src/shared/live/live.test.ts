import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { live } from "./meta";

vi.mock("@/shared/session/session", () => ({ ME_KEY: ["me"] }));

class FakeSource extends EventTarget {
  static last: FakeSource;

  constructor() {
    super();
    FakeSource.last = this;
  }

  close(): void {}

  say(event: string, data: object): void {
    this.dispatchEvent(Object.assign(new Event(event), { data: JSON.stringify(data) }));
  }
}

const START = new Date("2026-03-18T02:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  vi.resetModules();
  vi.stubGlobal("EventSource", FakeSource);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A screen that asks for leads as soon as the line is asked for; how often it has asked. */
async function screen(before = 0, { meta = live("lead"), took = 0 } = {}) {
  const { startLive } = await import("./live");
  const client = new QueryClient();
  const ask = vi.fn(() => new Promise((answer) => setTimeout(answer, took, "leads")));
  const show = () => new QueryObserver(client, { queryKey: ["lead"], queryFn: ask, meta, staleTime: 60_000 }).subscribe(() => undefined);
  if (before) {
    show();
    await vi.advanceTimersByTimeAsync(before);
  }
  startLive(client);
  if (!before) show();
  await vi.advanceTimersByTimeAsync(0);
  return ask;
}

async function later(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

it("what was asked since the line was asked for is not asked again where everything since is told", async () => {
  const ask = await screen();
  await later(400);
  FakeSource.last.say("ready", { milliseconds: 3000 });
  await later(1000);
  expect(ask).toHaveBeenCalledTimes(1);
  FakeSource.last.say("change", { kind: "lead", id: 7, version: 2 });
  await later(1000);
  expect(ask).toHaveBeenCalledTimes(2);
});

it.each([
  ["nobody else listened", {}, 400],
  ["the line took longer than is told of", { milliseconds: 3000 }, 3500],
])("where %s it is asked again", async (_, ready, took) => {
  const ask = await screen();
  await later(took);
  FakeSource.last.say("ready", ready);
  await later(10);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("what costs much is not kept waiting for a change because it took long while the page was loading", async () => {
  const ask = await screen(0, { meta: { ...live("lead"), paced: true }, took: 1500 });
  await later(1600);
  FakeSource.last.say("ready", { milliseconds: 3000 });
  FakeSource.last.say("change", { kind: "lead", id: 7, version: 2 });
  await later(800);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("what was shown before the line was asked for is asked again", async () => {
  const ask = await screen(50);
  await later(400);
  FakeSource.last.say("ready", { milliseconds: 3000 });
  await later(10);
  expect(ask).toHaveBeenCalledTimes(2);
});

it("after a loss everything is asked again", async () => {
  const ask = await screen();
  FakeSource.last.say("ready", { milliseconds: 3000 });
  FakeSource.last.dispatchEvent(new Event("error"));
  await later(1500);
  FakeSource.last.say("ready", { milliseconds: 3000 });
  await later(10);
  expect(ask).toHaveBeenCalledTimes(2);
});
