import { expect, test } from "vitest";
import { pastedRows } from "./pasted";

test("lines are read however they were typed or copied, and keep their numbers", () => {
  expect(pastedRows("limin,LiMin\r\n\n wangbo\tWangBo \nzhao，Zhao\nqian,")).toEqual([
    { line: 1, login: "limin", account: "LiMin" },
    { line: 3, login: "wangbo", account: "WangBo" },
    { line: 4, login: "zhao", account: "Zhao" },
    { line: 5, login: "qian", account: "" },
  ]);
});
