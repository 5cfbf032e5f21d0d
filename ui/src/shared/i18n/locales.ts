import type { ConfigProviderProps } from "antd";
import dayjs from "dayjs";
import type { Language } from "./language";

type AntdLocale = NonNullable<ConfigProviderProps["locale"]>;
type Loader = () => Promise<AntdLocale>;

const antd: Record<Language, Loader> = {
  "zh-Hans": async () => (await import("antd/locale/zh_CN")).default,
  "zh-Hant": async () => (await import("antd/locale/zh_TW")).default,
  en: async () => (await import("antd/locale/en_US")).default,
};

const days: Record<Language, () => Promise<string>> = {
  "zh-Hans": () => import("dayjs/locale/zh-cn").then(() => "zh-cn"),
  "zh-Hant": () => import("dayjs/locale/zh-tw").then(() => "zh-tw"),
  en: () => Promise.resolve("en"),
};

const loaded = new Map<Language, AntdLocale>();

/** Fetches what antd and dayjs say in `language`, and sets dayjs to it. */
export async function loadLocales(language: Language): Promise<void> {
  const [locale, day] = await Promise.all([antd[language](), days[language]()]);
  loaded.set(language, locale);
  dayjs.locale(day);
}

export const antdLocale = (language: string): AntdLocale | undefined => loaded.get(language as Language);
