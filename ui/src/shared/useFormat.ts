import * as format from "./format";
import { useLanguage, type Language } from "./i18n/language";

const formatsIn = (language: Language) => ({
  language,
  count: (value: number) => format.count(value, language),
  cappedCount: (value: number, capped: boolean) => format.cappedCount(value, capped, language),
  decimal: (value: number) => format.decimal(value, language),
  percent: (ratio: number) => format.percent(ratio, language),
  money: (minor: number, currency = "CNY") => format.money(minor, currency, language),
  moneyExact: (minor: number, currency = "CNY") => format.moneyExact(minor, currency, language),
  relative: (iso: string) => format.relative(iso, new Date(), language),
  relativeDate: (date: string) => format.relativeDate(date, new Date(), language),
});

const made = new Map<Language, ReturnType<typeof formatsIn>>();

/** The formatters of `format.ts` bound to the language on the screen. */
export function useFormat() {
  const language = useLanguage();
  const known = made.get(language) ?? formatsIn(language);
  made.set(language, known);
  return known;
}
