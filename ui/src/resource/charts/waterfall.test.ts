import { expect, test } from "vitest";
import { stacked } from "./waterfall";

const step = (value: number, total = false) => ({ name: "", text: "", value, total });

test("from one total to another each bar hangs where the one before it ended", () => {
  const bars = stacked([step(600, true), step(200), step(300), step(-50), step(150, true)]);
  expect(bars.map(({ from, height, kind }) => [from, height, kind])).toEqual([
    [0, 600, "total"],
    [400, 200, "less"],
    [100, 300, "less"],
    [100, 50, "more"],
    [0, 150, "total"],
  ]);
});

test("what falls below nothing ends at the ground", () => {
  expect(stacked([step(100, true), step(150)])[1]).toMatchObject({ from: 0, height: 100 });
});
