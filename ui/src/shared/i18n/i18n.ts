import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import { adoptLanguage, currentLanguage, type Language } from "./language";
import { loadLocales } from "./locales";
import type { Tree } from "./merge";

const catalogues: Record<Language, () => Promise<{ default: Tree }>> = {
  "zh-Hans": () => import("./catalogues/zh-Hans"),
  "zh-Hant": () => import("./catalogues/zh-Hant"),
  en: () => import("./catalogues/en"),
};

/** Texts of screens that are fetched with them. */
const later: typeof catalogues = {
  "zh-Hans": () => import("./later/zh-Hans"),
  "zh-Hant": () => import("./later/zh-Hant"),
  en: () => import("./later/en"),
};
let wanted = false;
let begin = (): void => undefined;
/** The rest is added to the first texts, never the other way round. */
const started = new Promise<void>((done) => (begin = done));
const whole = new Set<Language>();

async function loadCatalogue(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, "translation")) {
    const { default: tree } = await catalogues[language]();
    i18next.addResourceBundle(language, "translation", tree);
  }
  if (wanted) await loadRest(language);
}

async function loadRest(language: Language): Promise<void> {
  if (whole.has(language)) return;
  const { default: tree } = await later[language]();
  i18next.addResourceBundle(language, "translation", tree, true);
  whole.add(language);
}

/** All texts of the present language, and of every other that is switched to from now on. */
export async function wholeTexts(): Promise<void> {
  wanted = true;
  await started;
  await loadRest(currentLanguage());
}

/** Starts the texts in `language`. Only that language is fetched. */
export async function startTexts(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { bindI18nStore: "added" },
  });
  await switchLanguage(language);
  begin();
  return i18next;
}

/** Switches everything a person reads: texts, antd, dates, the page's `lang`. */
export async function switchLanguage(language: Language): Promise<void> {
  await Promise.all([loadCatalogue(language), loadLocales(language)]);
  adoptLanguage(language);
  await i18next.changeLanguage(language);
  document.title = i18next.t("shell.product");
}
