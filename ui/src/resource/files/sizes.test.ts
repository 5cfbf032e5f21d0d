import { expect, it } from "vitest";
import { sizeText } from "./sizes";

it("says sizes as people do", () => {
  expect([0, 999, 1536, 25 * 2 ** 20, 123 * 2 ** 30].map(sizeText)).toEqual(["0 B", "999 B", "1.5 KB", "25 MB", "123 GB"]);
});
