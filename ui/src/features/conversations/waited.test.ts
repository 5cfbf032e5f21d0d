import { expect, it } from "vitest";
import { filtered } from "./canned";
import { waitedText, waitedTone } from "./waited";

it("time waited reads as on a clock", () => {
  expect([7, 760, 11_100].map(waitedText)).toEqual(["0:07", "12:40", "3:05:00"]);
});

it("half a minute warns, two minutes are too long", () => {
  expect([29, 30, 119, 120].map(waitedTone)).toEqual(["plain", "warn", "warn", "bad"]);
});

const canned = (id: number, shortcut: string, text: string) => ({ id, shortcut, text, mine: true, version: 1, created_at: "", updated_at: "" });

it("ready replies are found by shortcut first, then by their text", () => {
  const replies = [canned(1, "地址", "我们在杭州"), canned(2, "报价", "报价单已发"), canned(3, "hi", "您好，报价要看人数")];
  expect(filtered(replies, "报价").map(({ id }) => id)).toEqual([2, 3]);
  expect(filtered(replies, "").length).toBe(3);
  expect(filtered(replies, "HI").map(({ id }) => id)).toEqual([3]);
});
