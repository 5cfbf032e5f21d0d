import { describe, expect, it } from "vitest";
import { judged, pointsOf } from "./answers";
import type { Question } from "./checkApi";

const ASKED: Question[] = [
  { text: "a", kind: "yes_no" },
  { text: "b", kind: "score" },
  { text: "c", kind: "score" },
];
const said = (...values: (number | undefined)[]) => values.map((value) => ({ ...(value !== undefined && { value }), word: "" }));

describe("answers", () => {
  it("come to the same points as on the server", () => {
    expect(pointsOf(ASKED, said(1, 5, 1))).toBe(66);
    expect(pointsOf(ASKED, said(0, 1, 1))).toBe(0);
  });

  it("come to nothing while one is open", () => {
    expect(pointsOf(ASKED, said(1, undefined, 3))).toBeUndefined();
    expect(pointsOf(ASKED, said(0))).toBeUndefined();
  });

  it("are serious below half of the mark", () => {
    expect([100, 60, 59, 30, 29].map((points) => judged(points, 60))).toEqual(["passed", "passed", "needs_work", "needs_work", "serious"]);
  });
});
