import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { adoptLanguage, type Language } from "./language";
import { loadLocales } from "./locales";
import type { Tree } from "./merge";

const catalogues: Record<Language, () => Promise<{ default: Tree }>> = {
  "zh-Hans": () => import("./catalogues/zh-Hans"),
  "zh-Hant": () => import("./catalogues/zh-Hant"),
  en: () => import("./catalogues/en"),
};

async function loadCatalogue(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, "translation")) return;
  const { default: tree } = await catalogues[language]();
  i18next.addResourceBundle(language, "translation", tree);
}

async function load(language: Language): Promise<void> {
  const needed: Language[] = language === "zh-Hant" ? ["zh-Hant", "zh-Hans"] : [language];
  await Promise.all([...needed.map(loadCatalogue), loadLocales(language)]);
}

/** Starts the texts in `language`. Only that language is fetched. */
export async function startTexts(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: { "zh-Hant": ["zh-Hans"], default: [] },
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { bindI18nStore: "added" },
  });
  await useTexts(language);
  return i18next;
}

/** Switches everything a person reads: texts, antd, dates, the page's `lang`. */
async function useTexts(language: Language): Promise<void> {
  await load(language);
  adoptLanguage(language);
  await i18next.changeLanguage(language);
  document.title = i18next.t("shell.product");
}

export { useTexts as switchLanguage };
