import { expect, it } from "vitest";
import type { Message } from "@/api/types";
import { beginsDay, choicesOf, hear, joined, pieces } from "./said";

const message = (seq: number, at = "2026-03-18T02:00:00Z"): Message => ({ id: seq, seq, author: "visitor", user_id: null, user_name: null, text: `${seq}`, file: null, more: {}, client_id: "", at });
const said = (...seqs: number[]) => ({ items: seqs.map((seq) => message(seq)), earlier: false, visitorRead: 0, masked: false });

it("messages stand in their order, each once", () => {
  expect(joined([message(2), message(3)], [message(1), message(3)]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

it("what follows is put behind, what is known is left, a gap is told", () => {
  expect(hear(said(1, 2), message(3))?.items.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(hear(said(1, 2), message(2))?.items.length).toBe(2);
  expect(hear(said(1, 2), message(4))).toBeNull();
});

it("links are found and end before Chinese punctuation; a script is no link", () => {
  expect(pieces("看 https://a.cn/x?y=1。好")).toEqual([
    { text: "看 ", link: false },
    { text: "https://a.cn/x?y=1", link: true },
    { text: "。好", link: false },
  ]);
  expect(pieces("javascript:alert(1)")).toEqual([{ text: "javascript:alert(1)", link: false }]);
});

it("each day begins with a line", () => {
  const items = [message(1), message(2), message(3, "2026-03-20T02:00:00Z")];
  expect(items.map((_, place) => beginsDay(items, place))).toEqual([true, false, true]);
});

it("what the bot offers is read whatever else it holds", () => {
  expect(choicesOf({ choices: ["价格", { id: 2, label: "人工" }, 3] })).toEqual(["价格", "人工"]);
  expect(choicesOf({})).toEqual([]);
});
