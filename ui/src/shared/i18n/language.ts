import { useSyncExternalStore } from "react";

export const LANGUAGES = ["zh-Hans", "zh-Hant", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, as its readers look for it. */
export const LANGUAGE_NAMES: Record<Language, string> = { "zh-Hans": "简体中文", "zh-Hant": "繁體中文", en: "English" };

const KEY = "dabiao.language";
let current: Language = "zh-Hans";

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language);

/** The closest language we speak to a browser's tag. */
export function closest(tag: string): Language {
  if (/^zh-(hant|tw|hk|mo)/i.test(tag)) return "zh-Hant";
  if (/^en/i.test(tag)) return "en";
  return "zh-Hans";
}

/** The language chosen on this browser before, else the browser's own, else simplified Chinese. */
export function rememberedLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  return isLanguage(kept) ? kept : closest(navigator.language);
}

export const currentLanguage = (): Language => current;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The current language, for what says figures and dates but no texts: much lighter than i18next's own hook. */
export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

/** Makes `language` current for requests and formatting, remembers it, and tells assistive technology. */
export function adoptLanguage(language: Language): void {
  current = language;
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
  for (const listener of listeners) listener();
}
