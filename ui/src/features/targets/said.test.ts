import { describe, expect, it } from "vitest";
import { changesIn, stepOf, wordsOf } from "./said";

describe("what was said of a figure", () => {
  it("shows the lines that changed and nothing else", () => {
    expect(changesIn({ changes: { must: [null, 100], state: ["planned", "dropped"] } })).toEqual([{ field: "must", before: null, after: 100 }]);
    expect(changesIn({})).toEqual([]);
  });

  it("says when both sides agree, and how a request was answered", () => {
    expect(stepOf({ kind: "target.accepted", data: { agreed: true } })).toEqual({ what: "accepted", marks: ["both"] });
    expect(stepOf({ kind: "target.accepted", data: { agreed: false } })).toEqual({ what: "accepted", marks: [] });
    expect(stepOf({ kind: "target.change_answered", data: { granted: false } })).toEqual({ what: "change_answered", marks: ["refused"] });
    expect(stepOf({ kind: "comment.added", data: {} })).toEqual({ what: "comment", marks: [] });
  });

  it("brings reasons and measures in words, and leaves comments to their own entry", () => {
    expect(wordsOf({ kind: "target.insisted", data: { reason: "去年做到 110" } })).toBe("去年做到 110");
    expect(wordsOf({ kind: "target.reserve_planned", data: { what: "加购" } })).toBe("加购");
    expect(wordsOf({ kind: "comment.added", data: { text: "展会" } })).toBe("");
  });
});
