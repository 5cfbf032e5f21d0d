import { queryOptions, useQuery } from "@tanstack/react-query";
import i18next from "i18next";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";
import { LANGUAGES } from "@/shared/i18n/language";

export type Definition = components["schemas"]["CustomFieldOut"];
export type Definitions = components["schemas"]["CustomFields"];
export type Words = Definition["labels"];

const NONE: readonly Definition[] = [];

/** All custom fields, asked for once and for every screen. */
export const definitionsQuery = queryOptions({
  queryKey: ["get", "/api/v1/fields"],
  queryFn: async ({ signal }) => {
    const found = must(await api.GET("/api/v1/fields", { signal }));
    adoptLabels(found.items);
    return found;
  },
  staleTime: 60_000,
  meta: { ...live("field"), early: true },
});

/** The definitions of a kind, removed ones too; `pending` while they are asked for the first time. */
export function useDefinitions(kind: string): { all: readonly Definition[]; pending: boolean } {
  const { data, isPending } = useQuery(definitionsQuery);
  return { all: data?.items.filter((one) => one.kind === kind) ?? NONE, pending: isPending };
}

/** Words in a language; where it has none, in the first that has. */
export const worded = (words: Words, language: string): string => [language, ...LANGUAGES].map((one) => words[one]).find(Boolean) ?? "";

let known: readonly Definition[] = NONE;

/** Labels join the catalogue, so that columns, forms, timelines and conflicts say them like any other field's. */
function adoptLabels(items: readonly Definition[]): void {
  known = items;
  const { language } = i18next;
  // a catalogue counts as loaded once there is anything of it
  if (items.length === 0 || !language || !i18next.hasResourceBundle(language, "translation")) return;
  const labels: Record<string, Record<string, { fields: Record<string, string> }>> = {};
  for (const { kind, key, labels: words } of items) ((labels["fields"] ??= {})[kind] ??= { fields: {} }).fields[key] = worded(words, language);
  i18next.addResourceBundle(language, "translation", labels, true, true);
}

i18next.on("languageChanged", () => adoptLabels(known));
