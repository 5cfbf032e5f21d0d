import { expect, it } from "vitest";
import { isIn, onBar, placesFor, PLACES } from "./nav";
import { safeReturn } from "./safeReturn";

const place = (key: string) => PLACES.find((one) => one.key === key) ?? PLACES[0]!;
const keys = (permissions: Record<string, string>) => placesFor(permissions).map(({ key }) => key);

it("a person sees only the places they may use", () => {
  expect(keys({})).toEqual(["workbench", "settings"]);
  expect(keys({ "lead.read": "own", "receivable.read": "all" })).toEqual(["workbench", "leads", "contracts", "settings"]);
});

it("the team is a place for those who see more than themselves", () => {
  expect(keys({ "employee.read": "own" })).not.toContain("team");
  expect(keys({ "employee.read": "team" })).toContain("team");
});

it("the desk is a place for those who look after others, and leaves the phone's bar to the records", () => {
  const all = { "lead.read": "team", "customer.read": "team", "opportunity.read": "team" };
  expect(keys({ "dispatch.read": "own" })).not.toContain("dispatch");
  expect(keys({ ...all, "dispatch.read": "team" })).toEqual(["workbench", "leads", "dispatch", "customers", "opportunities", "settings"]);
  const { bar, rest } = onBar(placesFor({ ...all, "dispatch.read": "team" }));
  expect([bar.map(({ key }) => key), rest.map(({ key }) => key)]).toEqual([["workbench", "leads", "customers", "opportunities"], ["dispatch", "settings"]]);
});

it("a place holds its records and its neighbours, the workbench only itself", () => {
  expect([isIn(place("leads"), "/leads/7"), isIn(place("leads"), "/imports/3"), isIn(place("workbench"), "/leads")]).toEqual([true, true, false]);
});

it("after signing in one goes back into this app, never to another site", () => {
  expect([safeReturn("/leads?q=1"), safeReturn("//evil.example"), safeReturn("https://evil.example"), safeReturn("/\\evil"), safeReturn(undefined), safeReturn("/sign-in?next=/")]).toEqual([
    "/leads?q=1", "/", "/", "/", "/", "/",
  ]);
});
