import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";

export type Word = components["schemas"]["WordOut"];

/** Operators on lists of numbers are for programs; people say "between". */
const NOT_OFFERED: Record<string, readonly string[]> = { number: ["in", "not_in"], money: ["in", "not_in"] };

/** The words of a kind, in the present language. */
export function useVocabulary(kind: string, enabled = true) {
  const { i18n } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/vocabularies/{kind}", { params: { path: { kind } } }, { enabled, staleTime: 300_000, meta: { ...live("field"), language: i18n.language } });
  return data?.words;
}

export const operatorsOf = (word: Word) => word.operators.filter(({ op }) => !NOT_OFFERED[word.type]?.includes(op));
export const takesOf = (word: Word, op: string): string => word.operators.find((one) => one.op === op)?.takes ?? "one";

const IN_TIME = new Set(["is", "is_not", "lt", "lte", "gt", "gte", "between"]);

/** The words for an operator on a field of this type. */
export const operatorText = (t: TFunction, word: Pick<Word, "type">, op: string): string =>
  t(`conditions.${(word.type === "date" || word.type === "datetime") && IN_TIME.has(op) ? "time" : "op"}.${op}`);
