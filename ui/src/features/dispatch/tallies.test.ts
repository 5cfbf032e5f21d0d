import { expect, it } from "vitest";
import type { Tally } from "@/api/types";
import { linkOf, textOf, valueOf } from "./tallies";

const tally: Tally = {
  given: 8, in_time: 6, late: 1, breached: 1, declared: 2, declared_share: 2857, feedback_in_time: 5, feedback_breached: 1, levels_lost: 1,
  levels_regained: 0, appeals_open: 0, waived: [{ waiver: "lowest", n: 1 }, { waiver: "away", n: 2 }], median_seconds: 95, ninetieth_seconds: null,
};
const percent = (ratio: number): string => `${Math.round(ratio * 100)}%`;

it("times are read as minutes, shares stand beside their counts, and nothing is a dash", () => {
  const read = (["given", "in_time", "declared", "median_seconds", "ninetieth_seconds", "waived"] as const).map((column) => textOf(tally, column, percent));
  expect(read).toEqual(["8", "6 · 75%", "2 · 29%", "1:35", "—", "3"]);
  expect(textOf({ ...tally, given: 0, in_time: 0, declared: 0, declared_share: null }, "in_time", percent)).toBe("0");
  expect(valueOf(tally, "waived")).toBe(3);
});

it("a number opens the turns it counts, of whom and when", () => {
  const span = { since: "2026-03-17T16:00:00Z", until: "2026-03-18T16:00:00Z", opens: [{ key: "in_time", params: { answered: "in_time" } }] };
  expect(linkOf(span, "in_time", { owner_id: 5 })).toBe("/dispatch/stints?since=2026-03-17T16%3A00%3A00Z&until=2026-03-18T16%3A00%3A00Z&answered=in_time&owner_id=5");
  expect(linkOf(span, "median_seconds", { owner_id: 5 })).toBe(null);
});
