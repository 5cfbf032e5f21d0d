import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Pace } from "./pace";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function answered(meta: Record<string, unknown>, took: number) {
  const client = new QueryClient();
  const pace = new Pace();
  pace.watch(client);
  const asking = client.fetchQuery({ queryKey: ["board"], meta, queryFn: () => new Promise((answer) => setTimeout(answer, took, "told")) });
  await vi.advanceTimersByTimeAsync(took);
  await asking;
  const [query] = client.getQueryCache().getAll();
  if (!query) throw new Error("nothing was asked");
  return () => pace.pause(query);
}

it("a board that took long is asked again after a pause, and at once when it has been quiet", async () => {
  const pause = await answered({ paced: true }, 300);
  expect(pause()).toBe(2_700);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(pause()).toBe(700);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(pause()).toBe(0);
});

it("no pause is longer than fifteen seconds, and what is not paced knows none", async () => {
  expect((await answered({ paced: true }, 9_000))()).toBe(15_000);
  expect((await answered({}, 9_000))()).toBe(0);
});
