import { expect, it } from "vitest";
import { isComplete, remaining, spread } from "./planRules";

it("an even plan sums exactly, the last part taking what does not divide", () => {
  expect(spread(100_00, 3)).toEqual([3333, 3333, 3334]);
  expect(spread(5, 1)).toEqual([5]);
});

it("says what is left to spread, or too much", () => {
  expect(remaining(100, [{ amount_minor: 30 }, { amount_minor: null }])).toBe(70);
  expect(remaining(100, [{ amount_minor: 130 }])).toBe(-30);
});

it("can be saved only when every line is whole and the sum is exact", () => {
  const line = { key: 1, name: "", due_on: "2026-12-01", amount_minor: 100, custom: {} };
  expect(isComplete(100, [line])).toBe(true);
  expect(isComplete(100, [{ ...line, due_on: null }])).toBe(false);
  expect(isComplete(101, [line])).toBe(false);
});

it("asks each line for the custom fields that are required; no is an answer", () => {
  const line = { key: 1, name: "", due_on: "2026-12-01", amount_minor: 100, custom: {} };
  const custom = [{ name: "fields.billed", kind: "bool", required: true }] as const;
  expect(isComplete(100, [line], custom)).toBe(false);
  expect(isComplete(100, [{ ...line, custom: { "fields.billed": false } }], custom)).toBe(true);
});
