import { afterEach, expect, it, vi } from "vitest";
import { ApiProblem } from "@/api/problem";
import { Saver, type Sent } from "./Saver";
import type { Kept } from "./gridModel";
import type { Change } from "./ranges";

afterEach(() => vi.useRealTimers());

const change = (node: number, value: number | null, base: number | null = null, more: Partial<Change> = {}): Change => ({ node_id: node, grain: "month", starts_on: "2027-01-01", field: "must", value, base, locked: false, ...more });
const settle = () => new Promise((done) => setTimeout(done));

/** A saver whose server answers each request by the next of these: null takes it. */
function against(...answers: (ApiProblem | null)[]) {
  const sent: Sent[][] = [];
  const saved: number[] = [];
  const port = {
    send: async (cells: Sent[]) => {
      sent.push(cells);
      const answer = answers.shift();
      if (answer) throw answer;
    },
    saved: (figures: readonly Kept[]) => void saved.push(...figures.map(({ node_id: node }) => node)),
    stale: () => undefined,
  };
  return { saver: new Saver(port), sent, saved };
}

const standing = (saver: Saver): string[] => [...saver.state.kept.values()].flatMap((line) => [...line.values()]).map(({ node_id: node, value, raw, state }) => `${node} ${raw ?? value} ${state}`);
const values = (cells: Sent[] | undefined) => cells?.map(({ node_id: node, values: { must }, base }) => [node, must, base.must]);

it("one gesture is one request, both lines of a cell together, and nothing is left once the server has it", async () => {
  const { saver, sent, saved } = against(null);
  saver.write([change(2, 10), change(2, 12, 11, { field: "stretch" }), change(3, 20, 19)]);
  expect(standing(saver)).toEqual(["2 10 sending", "2 12 sending", "3 20 sending"]);
  await settle();
  expect(sent).toEqual([[
    { node_id: 2, grain: "month", starts_on: "2027-01-01", values: { must: 10, stretch: 12 }, base: { must: null, stretch: 11 } },
    { node_id: 3, grain: "month", starts_on: "2027-01-01", values: { must: 20 }, base: { must: 19 } },
  ]]);
  expect([standing(saver), saved]).toEqual([[], [2, 2, 3]]);
});

it("the mistakes of a paste stay in their places with the server's words, all others are saved", async () => {
  const bad = new ApiProblem(422, "core.several_errors", "", null, {}, [{ code: "targets.stretch_below_must", field: "cells.1.stretch", detail: "太低" }]);
  const { saver, sent, saved } = against(bad, null);
  saver.write([change(2, 10), change(3, 20), change(4, 30)]);
  await settle();
  expect([sent.map((one) => one.length), saved, standing(saver)]).toEqual([[3, 2], [2, 4], ["3 20 refused"]]);
  expect(saver.state.kept.get("3/must")?.get("month/2027-01-01")?.words).toBe("太低");
});

it("what a whole refused waits, and goes with the next figure that may mend it", async () => {
  const short = new ApiProblem(409, "targets.below_parent", "还差 1", "must", { node_id: 1, grain: "month", starts_on: "2027-01-01", lacking: 1 });
  const { saver, sent } = against(short, null);
  saver.write([change(2, 99, 100)]);
  await settle();
  expect([standing(saver), saver.state.short]).toEqual([["2 99 refused"], { node_id: 1, grain: "month", starts_on: "2027-01-01", line: "must", lacking: 1, words: "还差 1" }]);
  saver.write([change(3, 101, 100)]);
  await settle();
  expect([values(sent[1]), standing(saver), saver.state.short]).toEqual([[[2, 99, 100], [3, 101, 100]], [], null]);
});

it("what did not get through is sent again by itself", async () => {
  vi.useFakeTimers();
  const { saver, sent } = against(new ApiProblem(0, "http.offline", ""), null);
  saver.write([change(2, 10)]);
  await vi.advanceTimersByTimeAsync(10);
  expect(standing(saver)).toEqual(["2 10 lost"]);
  await vi.advanceTimersByTimeAsync(4_000);
  expect([sent.length, standing(saver)]).toEqual([2, []]);
});

it("a figure that is written again while it is on its way stands on what has arrived", async () => {
  const { saver, sent } = against(null, null, null);
  saver.write([change(2, 10, 5)]);
  saver.write([change(2, 20, 10)]);
  saver.write([change(3, 7)]);
  await settle();
  expect([sent.map(values), standing(saver)]).toEqual([[[[2, 10, 5]], [[2, 20, 10]], [[3, 7, null]]], []]);
});

it("who was slower chooses: theirs lets go, mine is sent over what stands there now", async () => {
  const conflict = new ApiProblem(409, "edit.conflict", "", "cells.0.must");
  const { saver, sent } = against(conflict, null);
  saver.write([change(2, 10, 5)]);
  await settle();
  expect(standing(saver)).toEqual(["2 10 conflict"]);
  saver.insist(() => 7);
  await settle();
  expect([values(sent[1]), standing(saver)]).toEqual([[[2, 10, 7]], []]);
});

it("what is no figure is not sent, stays beside its cell, and can be taken back", async () => {
  const { saver, sent } = against();
  saver.write([change(2, 5, 5, { raw: "约12万" })]);
  await settle();
  expect([sent, standing(saver)]).toEqual([[], ["2 约12万 unread"]]);
  saver.drop();
  expect(standing(saver)).toEqual([]);
});

it("undoing sets back what is saved already, over what stands there, and redoing sets it again", async () => {
  const { saver, sent } = against(null, null, null);
  saver.write([change(2, 10, 5)]);
  await settle();
  expect([saver.state.mayUndo, saver.state.mayRedo]).toEqual([true, false]);
  saver.write(saver.undo(() => ({ value: 10, locked: false })), "", "undo");
  await settle();
  expect([values(sent[1]), saver.state.mayUndo, saver.state.mayRedo]).toEqual([[[2, 5, 10]], false, true]);
  saver.write(saver.redo(() => ({ value: 5, locked: false })), "", "redo");
  await settle();
  expect([values(sent[2]), saver.state.mayUndo, saver.state.mayRedo]).toEqual([[[2, 10, 5]], true, false]);
});

it("what was just saved is what the next figure stands on, though the screen does not show it yet", async () => {
  const { saver, sent } = against(null, null);
  saver.write([change(2, 10, null)]);
  await settle();
  saver.write([change(2, 12, null)]);
  await settle();
  expect([values(sent[1]), standing(saver)]).toEqual([[[2, 12, 10]], []]);
});
