import { expect, it } from "vitest";
import type { Definition } from "@/resource/custom/definitions";
import { keyFrom } from "@/resource/custom/keyFrom";
import { bodyOf, changesOf, draftOf } from "./draft";

const FIELD = {
  ...draftOf(undefined),
  id: 3,
  key: "systems",
  type: "choices",
  labels: { "zh-Hans": "使用中的系统" },
  options: [{ id: "o1", labels: { "zh-Hans": "用友" }, retired: false }],
} as unknown as Definition;

it("sends for a new field what its type has a use for", () => {
  const body = bodyOf({ ...draftOf(undefined), key: "rate", type: "number", scale: 2, labels: { en: "Rate" }, minimum: 100 });
  expect(body).toMatchObject({ key: "rate", type: "number", scale: 2, minimum: 100, maximum: null });
  expect(body).not.toHaveProperty("options");
  expect(body).not.toHaveProperty("max_length");
});

it("sends of a changed field only what differs", () => {
  const draft = draftOf(FIELD);
  expect(changesOf(draft, FIELD)).toEqual({});
  expect(changesOf({ ...draft, required: true, options: [...draft.options, { id: "", labels: { "zh-Hans": "金蝶" }, retired: false }] }, FIELD)).toEqual({
    required: true,
    options: [
      { id: "o1", labels: { "zh-Hans": "用友" }, retired: false },
      { id: "", labels: { "zh-Hans": "金蝶" }, retired: false },
    ],
  });
});

it("forgets options that were never named", () => {
  expect(changesOf({ ...draftOf(FIELD), options: [...draftOf(FIELD).options, { id: "", labels: {}, retired: false }] }, FIELD)).toEqual({});
});

it("makes a key of a Latin name", () => {
  expect(keyFrom("Go-live date (2026)")).toBe("go_live_date_2026");
  expect(keyFrom("预算")).toBe("");
  expect(keyFrom("2nd Budget")).toBe("nd_budget");
});
