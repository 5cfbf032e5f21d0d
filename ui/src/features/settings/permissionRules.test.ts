import { expect, it } from "vitest";
import { byKind, grant, sameGrants } from "./permissionRules";

it("permissions stand under what they are about", () => {
  expect(byKind(["lead.edit", "lead.read", "role.read"])).toEqual([
    { kind: "lead", verbs: ["edit", "read"] },
    { kind: "role", verbs: ["read"] },
  ]);
});

it("no scope takes a permission away", () => {
  expect(grant({ "lead.read": "own" }, "lead.read", "")).toEqual({});
  expect(grant({}, "lead.read", "team")).toEqual({ "lead.read": "team" });
});

it("grants are the same whatever their order", () => {
  expect(sameGrants({ a: "own", b: "all" }, { b: "all", a: "own" })).toBe(true);
  expect(sameGrants({ a: "own" }, { a: "own", b: "all" })).toBe(false);
});
