import { expect, it } from "vitest";
import { draftOf, editOf, freeId, newBlock, newDraft } from "./templateDraft";
import type { Template } from "./types";

const template = { ...newDraft(), id: 3, name: "日报", starts_on: "2026-11-02", version: 4 } as unknown as Template;

it("sends only what was changed, with what it was", () => {
  const draft = { ...draftOf(template), due_time: "19:00" };
  expect(editOf(draft, template)).toEqual({ changes: { due_time: "19:00" }, base: { due_time: "18:30" } });
  expect(editOf(draftOf(template), template).changes).toEqual({});
});

it("gives every block an id of its own, also after one was taken away", () => {
  const one = newBlock("text", "a", []);
  const two = newBlock("text", "b", [one]);
  expect([one.id, two.id]).toEqual(["q1", "q2"]);
  expect(freeId([two])).toBe("q3");
  expect(freeId([{ ...two, id: "q2" }, { ...one, id: "q3" }])).toBe("q4");
});
