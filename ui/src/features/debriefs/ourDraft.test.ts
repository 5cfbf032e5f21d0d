import { expect, it } from "vitest";
import type { Debrief } from "./debriefApi";
import { changesOf, draftOf, rebased } from "./ourDraft";

const READ = { version: 1, seller: { price: 2 }, story: "一", again: "", differently: "", competitor_id: null, price_heard_minor: null } as unknown as Debrief;

it("takes over what others wrote where nothing was changed here", () => {
  const theirs = { ...READ, version: 2, again: "早点约老板" };
  const { held, draft } = rebased(READ, { ...draftOf(READ), story: "二" }, theirs);
  expect(draft).toMatchObject({ story: "二", again: "早点约老板" });
  expect(changesOf(held, draft)).toEqual({ changes: { story: "二" }, base: { story: "一" } });
});

it("keeps what was read of what both changed, so that the server sees the conflict", () => {
  const theirs = { ...READ, version: 2, story: "三", seller: { price: 3 } };
  const { held, draft } = rebased(READ, { ...draftOf(READ), story: "二" }, theirs);
  expect(changesOf(held, draft)).toEqual({ changes: { story: "二" }, base: { story: "一" } });
  expect(draft.seller).toEqual({ price: 3 });
});
