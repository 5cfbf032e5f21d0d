import { expect, it } from "vitest";
import type { Field, Resource } from "@/resource/types";
import { fieldBehind, isHidden, savesAtOnce, withValue } from "./editable";

const FIELDS: readonly Field[] = [
  { name: "company", kind: "text" },
  { name: "status", kind: "select", readOnly: true },
  { name: "customer_id", kind: "customer" },
  { name: "owner_id", kind: "person", shown: "owner_name", readOnly: true },
];
const LEADS = { kind: "lead", fields: FIELDS, edit: async () => ({ id: 1 }), bulk: { fields: [], apply: async () => ({ id: null, results: [] }) } } as unknown as Resource;
const having = (...permissions: string[]) => (permission: string) => permissions.includes(permission);

it("lets a cell be changed by who may, where a value is all it takes", () => {
  const may = having("lead.edit");
  expect(fieldBehind(LEADS, { name: "company" }, may)).toBe(FIELDS[0]);
  expect(fieldBehind(LEADS, { name: "company" }, having("lead.read"))).toBeUndefined();
  expect(fieldBehind(LEADS, { name: "company", render: () => null }, may)).toBeUndefined();
  for (const name of ["status", "customer_id", "unknown"]) expect(fieldBehind(LEADS, { name }, may)).toBeUndefined();
});

it("changes an owner by giving the record away", () => {
  expect(fieldBehind(LEADS, { name: "owner_name" }, having("lead.assign"))).toBe(FIELDS[3]);
  expect(fieldBehind(LEADS, { name: "owner_name" }, having("lead.edit"))).toBeUndefined();
});

it("keeps away from what is shown masked", () => {
  expect(isHidden({ id: 1, phone: "138****0001" } as never, { name: "phone", kind: "phone" })).toBe(true);
  expect(isHidden({ id: 1, phone: "13800000001" } as never, { name: "phone", kind: "phone" })).toBe(false);
});

it("saves a choice at once, and what is typed when one is done", () => {
  const kinds: Field[] = [{ name: "a", kind: "select" }, { name: "a", kind: "select", multiple: true }, { name: "a", kind: "text" }, { name: "a", kind: "date" }];
  expect(kinds.map(savesAtOnce)).toEqual([true, false, false, true]);
});

it("puts a custom value where the wire has it", () => {
  expect(withValue({ id: 1, fields: { way: "o1" } }, { name: "fields.budget", kind: "money" }, 5)).toEqual({ id: 1, fields: { way: "o1", budget: 5 } });
  expect(withValue({ id: 1, company: "甲" }, { name: "company", kind: "text" }, "乙")).toEqual({ id: 1, company: "乙" });
});
