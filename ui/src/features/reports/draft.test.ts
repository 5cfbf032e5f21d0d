import { describe, expect, it } from "vitest";
import { basesOf, changed, keep, kept, same } from "./draft";

function store(): Storage {
  const held = new Map<string, string>();
  return { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value), removeItem: (key: string) => void held.delete(key) } as unknown as Storage;
}

describe("a draft of a report", () => {
  it("sends only what differs from what was sent last", () => {
    expect(changed({ a: "1", b: ["x"], c: null }, { a: "1", b: ["y"] })).toEqual({ b: ["x"] });
    expect(same(undefined, null)).toBe(true);
  });
  it("is changed from what the server had", () => {
    expect(basesOf({ a: "1", b: 2 }, { a: "0" })).toEqual({ a: "0", b: null });
  });
  it("is kept in the browser until the server has it", () => {
    const one = store();
    keep(one, 7, { answers: { a: "没信号" }, base: { a: null } });
    expect(kept(one, 7)).toEqual({ answers: { a: "没信号" }, base: { a: null } });
    keep(one, 7, { answers: {}, base: {} });
    expect(kept(one, 7)).toBeNull();
  });
  it("forgets what is broken", () => {
    const one = store();
    one.setItem("dabiao.report.7", "{");
    expect(kept(one, 7)).toBeNull();
    one.setItem("dabiao.report.7", '{"answers": []}');
    expect(kept(one, 7)).toBeNull();
  });
});
