/** The widget's own words, in the language of the page it stands on. */
import en from "../../../src/dabiao/locales/en/chat_widget.json";
import hans from "../../../src/dabiao/locales/zh-Hans/chat_widget.json";
import hant from "../../../src/dabiao/locales/zh-Hant/chat_widget.json";

export type Language = "zh-Hans" | "zh-Hant" | "en";
export type Words = typeof en.said.widget;

export const wordsOf = (language: Language): Words => ({ "zh-Hans": hans, "zh-Hant": hant, en })[language].said.widget;

export function languageOf(tag: string): Language {
  const said = tag.toLowerCase();
  if (/^zh-(hant|tw|hk|mo)/.test(said)) return "zh-Hant";
  return said.startsWith("zh") ? "zh-Hans" : "en";
}

export const filled = (text: string, slots: Record<string, string | number>) =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(slots[name] ?? ""));
