import { expect, test } from "vitest";
import { pointsText, stateOf } from "./points";

test("means are read to a tenth", () => {
  expect([100, 449, 500].map(pointsText)).toEqual(["1.0", "4.5", "5.0"]);
});

test("a mean of three is the least that is fair", () => {
  expect([299, 300, 379, 380].map(stateOf)).toEqual(["bad", "fair", "fair", "good"]);
});
