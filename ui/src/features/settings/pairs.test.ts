import { expect, it } from "vitest";
import { pairsOf, pairsText } from "./pairs";

it("reads lines however the two are parted", () => {
  expect(pairsOf("name = data.name\n\nphone：data.phone\n8001\tlimin ")).toEqual({ pairs: { name: "data.name", phone: "data.phone", "8001": "limin" } });
});

it("says which line is none", () => {
  expect(pairsOf("name = a\nphone")).toEqual({ pairs: { name: "a" }, wrong: "phone" });
});

it("writes what it reads", () => {
  const pairs = { name: "data.name", "fields.budget": "items[0].budget" };
  expect(pairsOf(pairsText(pairs)).pairs).toEqual(pairs);
});
