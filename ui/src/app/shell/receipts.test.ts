import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isFirstToRing } from "@/shared/ring";
import { Receipts } from "./receipts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that is seen or not, and what it told the server. */
function page(visible: boolean, answers: boolean[] = []) {
  const told: number[][] = [];
  const state = { visible };
  const post = (ids: number[]): Promise<void> => {
    told.push(ids);
    return answers.shift() === false ? Promise.reject(new Error("away")) : Promise.resolve();
  };
  return { told, state, receipts: new Receipts(post, () => state.visible) };
}

test("what is shown together is told together, and once", async () => {
  const { told, receipts } = page(true);
  receipts.shown([1]);
  receipts.shown([1, 2]);
  await vi.advanceTimersByTimeAsync(300);
  receipts.shown([1, 2]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([[1, 2]]);
});

test("a page that nobody sees has shown nothing until it comes to the front", async () => {
  const { told, state, receipts } = page(false);
  receipts.shown([1]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
  state.visible = true;
  receipts.becameVisible();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([[1]]);
});

test("what was heard has arrived wherever the page is", async () => {
  const { told, receipts } = page(false);
  receipts.heard([1]);
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([[1]]);
});

test("a server that is away is told again", async () => {
  const { told, receipts } = page(true, [false, true]);
  receipts.shown([1]);
  await vi.advanceTimersByTimeAsync(300);
  await vi.advanceTimersByTimeAsync(5000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual([[1], [1]]);
});

test("of several tabs one rings, and none again after a reload", () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  expect([isFirstToRing(7, storage), isFirstToRing(7, storage), isFirstToRing(8, storage), isFirstToRing(7, storage)]).toEqual([true, false, true, false]);
});
