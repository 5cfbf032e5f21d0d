import { expect, test } from "vitest";
import { freeKey, typeOf } from "./newField";

test("samples tell what a column holds", () => {
  expect(typeOf(["2026-11-02", "2026年1月3日", "2026/1/9"]).type).toBe("date");
  expect(typeOf(["12", "1,200", "-3"])).toEqual({ type: "number", scale: 0 });
  expect(typeOf(["12.5", "1,200.25", "3"])).toEqual({ type: "number", scale: 2 });
  expect(typeOf(["用友", "金蝶"]).type).toBe("text");
  expect(typeOf(["希".repeat(80)]).type).toBe("long_text");
});

test("what only looks like a number stays text", () => {
  expect(typeOf(["0571", "0755"]).type).toBe("text");
  expect(typeOf(["12", "约30"]).type).toBe("text");
  expect(typeOf([]).type).toBe("text");
});

test("a key is free, and speaks where the header does", () => {
  expect(freeKey("Go live", [])).toBe("go_live");
  expect(freeKey("Go live", ["go_live"])).toBe("go_live_1");
  expect(freeKey("使用系统", [])).toBe("column_1");
  expect(freeKey("使用系统", ["column_1", "column_2"])).toBe("column_3");
});
