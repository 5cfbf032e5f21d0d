import { expect, test } from "vitest";
import { rulesFor } from "./passwordRules";

const broken = (password: string): string[] =>
  rulesFor(password, "limin", 10)
    .filter(({ kept }) => !kept)
    .map(({ key }) => key);

test("a good password keeps every rule", () => {
  expect(broken("春风又绿江南岸明月何时")).toEqual([]);
  expect(broken("teal-kettle-9")).toEqual([]);
});

test("each fault is told apart", () => {
  expect(broken("")).toEqual(["length", "digits", "login"]);
  expect(broken("short")).toEqual(["length"]);
  expect(broken("2580258025")).toEqual(["digits"]);
  expect(broken("my-LiMin-2026")).toEqual(["login"]);
});
