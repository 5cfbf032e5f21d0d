import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import * as format from "./format";
import { currentLanguage, isLanguage } from "./i18n/language";

/** The formatters of `format.ts` bound to the language on the screen. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = isLanguage(i18n.language) ? i18n.language : currentLanguage();
  return useMemo(
    () => ({
      language,
      count: (value: number) => format.count(value, language),
      cappedCount: (value: number, capped: boolean) => format.cappedCount(value, capped, language),
      decimal: (value: number) => format.decimal(value, language),
      percent: (ratio: number) => format.percent(ratio, language),
      money: (minor: number, currency = "CNY") => format.money(minor, currency, language),
      moneyExact: (minor: number, currency = "CNY") => format.moneyExact(minor, currency, language),
      relative: (iso: string) => format.relative(iso, new Date(), language),
      relativeDate: (date: string) => format.relativeDate(date, new Date(), language),
    }),
    [language],
  );
}
