import { describe, expect, it } from "vitest";
import type { DispatchRule } from "@/api/types";
import { theirsIn } from "@/resource/detail/conflict";
import { changesOf, complaint, draftOf, valuesOf, withTheirs } from "./ruleDraft";

const RULE = {
  id: 3,
  version: 4,
  name: "华南",
  condition: { all: [{ field: "source", op: "is", value: "advert" }] },
  candidates: { units: [2], levels: ["S"] },
  strategy: "weighted",
  weights: { A: 3, S: 5 },
  cap_day: 20,
  cap_hour: null,
  cap_open: null,
  hours: "own",
  own_hours: { spans: [["20:00", "23:00"]], days: "all" },
  fallback: "pool",
  wait_minutes: 30,
  pool_unit_id: 2,
  clock: { warn: 60 },
  grades: { A: { response: 120 } },
} as unknown as DispatchRule;

describe("the draft of a rule", () => {
  it("changes nothing as it is opened, in whatever order the database keeps keys", () => {
    expect(changesOf(draftOf(RULE), RULE)).toEqual({ changes: {}, base: {} });
  });

  it("sends what was changed, with what it was", () => {
    const draft = { ...draftOf(RULE), cap_day: null, people: [9] };
    expect(changesOf(draft, RULE)).toEqual({
      changes: { candidates: { units: [2], people: [9], levels: ["S"] }, cap_day: null },
      base: { candidates: { units: [2], levels: ["S"] }, cap_day: 20 },
    });
  });

  it("names nobody and limits nothing where leads go into a pool", () => {
    const values = valuesOf({ ...draftOf(RULE), strategy: "pool" });
    expect([values["candidates"], values["weights"], values["cap_day"], values["pool_unit_id"]]).toEqual([{}, {}, null, 2]);
  });

  it("leaves out terms that nobody filled in, and a condition without parts", () => {
    const values = valuesOf({ ...draftOf(undefined), clock: { warn: null, wall: false }, grades: { A: { warn: null } } });
    expect([values["clock"], values["grades"], values["condition"]]).toEqual([{ wall: false }, {}, null]);
  });

  it("puts a complaint to the part of the form that it is about", () => {
    const errors = { "changes.candidates.people.0": "left", "body.changes.cap_hour": "too many" };
    expect([complaint(errors, "candidates.people"), complaint(errors, "cap_day", "cap_hour"), complaint(errors, "cap")]).toEqual(["left", "too many", undefined]);
  });
});

describe("two who change one rule", () => {
  const theirs = { units: [9], tags: [{ id: 4, least: 60 }] };
  const conflicts = [{ field: "candidates", base: RULE.candidates, yours: { people: [1] }, theirs }];
  const mine = { ...draftOf(RULE), name: "我的名字", people: [1] };

  it("takes over every part of what they wrote, and keeps what they did not touch", () => {
    const draft = withTheirs(mine, RULE, conflicts);
    expect([draft.units, draft.people, draft.tags, draft.name]).toEqual([[9], [], [{ id: 4, least: 60 }], "我的名字"]);
  });

  it("sends only what still differs, with theirs as what was seen", () => {
    const { changes, base } = changesOf(withTheirs(mine, RULE, conflicts), theirsIn(RULE, conflicts));
    expect([changes, base]).toEqual([{ name: "我的名字" }, { name: RULE.name }]);
  });
});
