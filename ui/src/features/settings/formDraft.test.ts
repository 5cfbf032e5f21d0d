import { expect, test } from "vitest";
import type { FormDetail } from "@/api/types";
import { changesOf, draftOf, rateOf, snippets, valuesOf, withField, withMoved } from "./formDraft";

const FORM = {
  id: 3,
  name: "官网",
  unit_id: null,
  language: "zh-Hans",
  texts: { title: "预约" },
  fields: [{ name: "phone", label: "", required: true, placeholder: "", help: "" }],
  origins: ["https://a.example"],
  campaign: "",
  campaign_from_utm: false,
  cost_minor: 0,
  fill_seconds: 3,
  address_limit: 30,
  form_limit: 600,
} as unknown as FormDetail;

test("an untouched draft changes nothing", () => {
  expect(changesOf(draftOf(FORM), FORM)).toEqual({});
});

test("only what was touched is sent, fields in their order and without what is of the screen", () => {
  const draft = draftOf(FORM);
  const fields = withMoved(withField(draft.fields, "name"), 1, 0);
  expect(changesOf({ ...draft, fields, origins: "https://a.example\n https://b.example," }, FORM)).toEqual({
    fields: [
      { name: "name", label: "", required: false, placeholder: "", help: "" },
      { name: "phone", label: "", required: true, placeholder: "", help: "" },
    ],
    origins: ["https://a.example", "https://b.example"],
  });
});

test("a new field has a number of its own", () => {
  const fields = withField(withField(draftOf(FORM).fields, "name"), "email");
  expect(fields.map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(valuesOf({ ...draftOf(FORM), fields }).fields[2]).not.toHaveProperty("id");
});

test("a name in a snippet cannot end it", () => {
  expect(snippets("https://crm.example", { token: "abc", name: '"><script>' }).script).toBe('<script src="https://crm.example/f/abc.js" data-title="&quot;>&lt;script>"></script>');
});

test("nobody who looked makes no rate", () => {
  expect([rateOf(1, 0), rateOf(1, 4)]).toEqual([null, 0.25]);
});
