import { expect, it } from "vitest";
import type { Figure } from "@/api/types";
import { ordered, pressed, type TableRow } from "./order";

const row = (name: string, value: number | null, last = false): TableRow => ({
  key: name,
  name,
  last,
  figures: [{ key: "won", unit: "count", value, link: null, previous: null, part: null, whole: null } as Figure],
});
const rows = [row("a", 1), row("b", null), row("c", 3), row("d", 1), row("nobody", 9, true)];
const names = (found: readonly TableRow[]) => found.map(({ name }) => name).join("");

it("rows go by a number either way; a share of nothing and what lies with nobody stay at the end", () => {
  expect(names(ordered(rows, undefined))).toBe("abcdnobody");
  expect(names(ordered(rows, { column: "won", descending: true }))).toBe("cadbnobody");
  expect(names(ordered(rows, { column: "won", descending: false }))).toBe("adcbnobody");
});

it("a head is pressed three times round", () => {
  const first = pressed(undefined, "won");
  const second = pressed(first, "won");
  expect([first?.descending, second?.descending, pressed(second, "won")]).toEqual([true, false, undefined]);
  expect(pressed(second, "lost")).toEqual({ column: "lost", descending: true });
});
