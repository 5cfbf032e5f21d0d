import { expect, it } from "vitest";
import { decimalText } from "@/shared/decimalText";
import { defaultsOf, fieldOfDefinition, flat, packed } from "./customFields";
import { worded, type Definition } from "./definitions";

const definition = (more: Partial<Definition>): Definition =>
  ({ key: "budget", type: "money", labels: { "zh-Hans": "预算" }, help: {}, options: [], required: false, scale: 0, max_length: null, default: null, ...more }) as Definition;

it("shows custom values like any other, and sends them together", () => {
  const row = { id: 1, name: "王芳", fields: { budget: 5 } };
  expect(flat(row)).toEqual({ ...row, "fields.budget": 5 });
  expect(packed({ name: "王芳", "fields.budget": 5, "fields.tender": false })).toEqual({ name: "王芳", fields: { budget: 5, tender: false } });
  expect(packed({ name: "王芳" })).toEqual({ name: "王芳" });
});

it("offers the options in use, and can say the retired ones", () => {
  const options: Definition["options"] = [
    { id: "o1", labels: { "zh-Hans": "用友" }, retired: true },
    { id: "o2", labels: { "zh-Hans": "金蝶", en: "Kingdee" }, retired: false },
  ];
  const field = fieldOfDefinition(definition({ type: "choices", options }), "en");
  expect(field).toMatchObject({ kind: "select", multiple: true, values: ["o2"], labels: { o1: "用友", o2: "Kingdee" } });
});

it("says a name in the reader's language, else in one there is", () => {
  expect(worded({ "zh-Hans": "预算", en: "Budget" }, "en")).toBe("Budget");
  expect(worded({ en: "Budget" }, "zh-Hant")).toBe("Budget");
});

it("starts a new record with the defaults, false among them", () => {
  expect(defaultsOf([definition({}), definition({ key: "tender", type: "bool", default: false })])).toEqual({ "fields.tender": false });
});

it("writes scaled numbers with their decimals", () => {
  expect(decimalText(850, 2)).toBe("8.50");
  expect(decimalText(-1234567, 0)).toBe("-1,234,567");
});
