import { expect, it } from "vitest";
import type { PipelineDesign } from "@/api/types";
import { bodyOf, carried, countedNow, draftOf, evened, isCrooked, isDirty, marksOf, nearest, withMoved, withSign, withStage } from "./pipelineDraft";

const stage = (id: number, name: string, percent: number, kind: "open" | "won" | "lost" = "open", signs = 3): PipelineDesign["stages"][number] => ({
  id,
  name,
  percent,
  kind,
  buyer_step: "",
  key_person: "",
  sop: "",
  tools: "",
  talk_tracks: "",
  open_deals: 0,
  criteria: Array.from({ length: kind === "open" ? signs : 0 }, (_, place) => ({ id: id * 10 + place, name: `${name}${place}`, hint: "" })),
});
const design: PipelineDesign = {
  id: 1,
  version: 3,
  name: "标准",
  mode: "signs",
  active: true,
  is_default: true,
  product_ids: [],
  industries: [],
  customer_kinds: [],
  reason: "",
  retired: [],
  last: null,
  stages: [stage(1, "有意向", 10), stage(2, "谈价", 50), stage(8, "赢单", 100, "won"), stage(9, "输单", 0, "lost")],
};
const draft = draftOf(design);

it("sends back what it was given while nobody changes anything", () => {
  expect(isDirty(draft, design)).toBe(false);
  expect(bodyOf(draft, { 7: 1 }).moves).toEqual([{ from_stage_id: 7, to_place: 1 }]);
  expect(bodyOf(draft).stages.map(({ kind }) => kind)).toEqual(["open", "open", "won", "lost"]);
});

it("tells how many deals stand in a stage now, whatever is being changed", () => {
  const moved = { ...design, stages: design.stages.map((one) => ({ ...one, open_deals: one.id === 2 ? 12 : 0 })) };
  const mine = withMoved(withStage(draft, "定了"), 1, 0);
  expect(countedNow(mine, moved).stages.map(({ name, openDeals }) => [name, openDeals])).toEqual([
    ["谈价", 12],
    ["有意向", 0],
    ["定了", 0],
  ]);
  expect(isDirty(countedNow(draft, moved), design)).toBe(false);
});

it("puts a new stage halfway to the win, and asks for its signs", () => {
  const more = withStage(draft, "定了");
  expect(more.stages.map(({ percent }) => percent)).toEqual([10, 50, 75]);
  expect(Object.keys(marksOf(more))).toEqual(["stage.-1.criteria"]);
  expect(marksOf({ ...more, active: false })).toEqual({});
});

it("makes crooked percentages rise: in order where they differ, evenly where they do not", () => {
  const of = (...percents: number[]) => ({ ...draft, stages: draft.stages.map((one, place) => ({ ...one, percent: percents[place] ?? 0 })) });
  expect(isCrooked(marksOf(draft))).toBe(false);
  expect(isCrooked(marksOf(of(60, 20)))).toBe(true);
  expect(evened(of(60, 20)).stages.map(({ percent }) => percent)).toEqual([20, 60]);
  expect(evened(of(50, 50)).stages.map(({ percent }) => percent)).toEqual([33, 67]);
  expect(isCrooked(marksOf(evened(of(0, 0))))).toBe(false);
});

it("lets the percentages stay in their places when stages change theirs", () => {
  const turned = withMoved(draft, 1, 0);
  expect(turned.stages.map(({ name, percent }) => [name, percent])).toEqual([["谈价", 10], ["有意向", 50]]);
  expect(marksOf(turned)).toEqual({});
});

it("marks what breaks a rule, where it stands", () => {
  const [first, second] = draft.stages;
  if (!first || !second) throw new Error("two stages");
  const wrong = { ...draft, name: " ", stages: [{ ...first, percent: 60 }, { ...second, name: "有意向", criteria: [] }] };
  expect(marksOf(wrong)).toMatchObject({ name: { key: "needed" }, "stage.2.percent": { key: "rising", params: { before: 60 } }, "stage.2.name": { key: "twice" }, "stage.2.criteria": { key: "criteria" } });
  const many = Array.from({ length: 5 }).reduce<typeof draft>((found, _, place) => withStage(found, `第${place}`), draft);
  expect(marksOf(many)["reason"]).toEqual({ key: "reason", params: { n: 6 } });
  expect(marksOf({ ...many, reason: "大客户" })["reason"]).toBeUndefined();
});

it("works out the stage by one sign, or by the first gap in the list", () => {
  const ticked = new Set(["1.10", "2.20"]);
  expect(carried("signs", draft.stages, ticked)?.name).toBe("谈价");
  expect(carried("checklist", draft.stages, ticked)?.name).toBe("有意向");
  expect(carried("checklist", draft.stages, new Set(["2.20"]))).toBeUndefined();
});

it("proposes the last kept stage that is no further, and keeps new signs apart", () => {
  expect(nearest(draft, 40)).toBe(0);
  expect(nearest(draft, 90)).toBe(1);
  const [first] = draft.stages;
  if (!first) throw new Error("a stage");
  expect(withSign(withSign(first, "一"), "二").criteria.map(({ key }) => key)).toEqual([10, 11, 12, -1, -2]);
});
