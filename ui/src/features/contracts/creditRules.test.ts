import { expect, test } from "vitest";
import { bpSum, evenly, isWhole, newShare, type ShareDraft } from "./creditRules";

const share = (key: number, bp: number | null, user: number | null = key + 1): ShareDraft => ({ key, user_id: user, name: "", bp });

test("three equal parts are all of it", () => {
  const parts = evenly([share(0, null), share(1, null), share(2, null)]);
  expect(parts.map(({ bp }) => bp)).toEqual([3334, 3333, 3333]);
  expect(isWhole(parts)).toBe(true);
});

test("a new line has what is left, or nothing", () => {
  expect(newShare([share(0, 6000)]).bp).toBe(4000);
  expect(newShare([share(0, 10_000)]).bp).toBe(null);
});

test("less than all, nobody, somebody twice are not whole", () => {
  expect(isWhole([share(0, 9_999)])).toBe(false);
  expect(isWhole([share(0, 5_000), { ...share(1, 5_000), user_id: null }])).toBe(false);
  expect(isWhole([share(0, 5_000, 7), share(1, 5_000, 7)])).toBe(false);
  expect(bpSum([share(0, 5_000), share(1, null)])).toBe(5_000);
});
