import { expect, test } from "vitest";
import { cut } from "./Marked";

const shown = (text: string, ...marks: string[]): string =>
  cut(text, marks)
    .map(({ part, marked }) => (marked ? `[${part}]` : part))
    .join("");

test("marks stand wherever the text has them", () => {
  expect(shown("杭州云岚科技", "科技")).toBe("杭州云岚[科技]");
  expect(shown("科技与科技", "科技")).toBe("[科技]与[科技]");
});

test("marks that overlap are one", () => {
  expect(shown("云岚科技", "岚科", "科技")).toBe("云[岚科技]");
});

test("a text without marks is one piece", () => {
  expect(shown("云岚科技")).toBe("云岚科技");
  expect(shown("云岚", "", "华为")).toBe("云岚");
  expect(shown("")).toBe("");
});
