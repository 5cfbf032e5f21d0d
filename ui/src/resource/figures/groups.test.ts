import { expect, it } from "vitest";
import type { Figure } from "@/api/types";
import { grouped } from "./groups";

const figure = (key: string): Figure => ({ key, unit: "count", value: 1, link: null, previous: null, part: null, whole: null });

it("what is to be done now comes first; an empty group is not drawn; no figure is lost", () => {
  const groups = grouped(["signed_count", "leads_waiting", "something_new"].map(figure));
  expect(groups.map(({ name, figures }) => [name, figures.map(({ key }) => key)])).toEqual([
    ["now", ["leads_waiting"]],
    ["month", ["signed_count"]],
    ["hand", ["something_new"]],
  ]);
});
