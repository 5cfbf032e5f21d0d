import { expect, it } from "vitest";
import { sidesOf } from "./sides";

const own = { "lead.read": "own", "customer.read": "own", "opportunity.read": "own", "contract.read": "own", "receivable.read": "own", "analytics.read": "own" };
const wide = (scope: string): Record<string, string> => Object.fromEntries(Object.keys(own).map((name) => [name, scope]));

it("everybody starts with the board of what they answer for", () => {
  expect(sidesOf(own)).toEqual({ sides: ["mine"], first: "mine" });
  expect(sidesOf(wide("team"))).toEqual({ sides: ["mine", "team", "money"], first: "team" });
  expect(sidesOf(wide("unit"))).toEqual({ sides: ["mine", "team", "company", "money"], first: "team" });
  expect(sidesOf(wide("all"))).toEqual({ sides: ["mine", "team", "company", "money"], first: "company" });
});

it("who looks after the money and reads no leads starts with it", () => {
  const all = wide("all");
  delete all["lead.read"];
  expect(sidesOf({ ...all, "receivable.record": "all" }).first).toBe("money");
});

it("who may read no figures has their own day", () => {
  expect(sidesOf({ "lead.read": "all" })).toEqual({ sides: ["mine"], first: "mine" });
});
