/** How numbers, money and times are written, in every language, in this one place. Pure functions. */
import type { Language } from "./i18n/language";

const LOCALE: Record<Language, string> = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" };
const SIGN: Record<string, string> = { CNY: "¥", HKD: "HK$", TWD: "NT$", USD: "US$", EUR: "€" };
const SCALES: Record<Language, readonly (readonly [number, string])[]> = {
  "zh-Hans": [[1e8, "亿"], [1e4, "万"]],
  "zh-Hant": [[1e8, "億"], [1e4, "萬"]],
  en: [[1e9, "B"], [1e6, "M"], [1e3, "K"]],
};

const cache = new Map<string, Intl.NumberFormat>();
function numbers(language: Language, digits: number, fixed = false): Intl.NumberFormat {
  const key = `${language}:${digits}:${fixed}`;
  let format = cache.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: digits, minimumFractionDigits: fixed ? digits : 0 });
    cache.set(key, format);
  }
  return format;
}

/** `1234567` → `1,234,567`. */
export const count = (value: number, language: Language): string => numbers(language, 0).format(value);

/** `3.25` → `3.3`. */
export const decimal = (value: number, language: Language): string => numbers(language, 1).format(value);

/** A count that stopped counting says so: `2,000+`. */
export const cappedCount = (value: number, capped: boolean, language: Language): string =>
  count(value, language) + (capped ? "+" : "");

/** `0.125` → `12.5%`. */
export const percent = (ratio: number, language: Language): string => `${numbers(language, 1).format(ratio * 100)}%`;

/** The exact amount: `¥125,000.00`. */
export function moneyExact(minor: number, currency: string, language: Language): string {
  const sign = SIGN[currency] ?? `${currency} `;
  return `${minor < 0 ? "-" : ""}${sign}${numbers(language, 2, true).format(Math.abs(minor) / 100)}`;
}

/** The amount at a glance: `12.5万`, `9,800`, `1.2亿`; the currency only when it is not yuan. */
export function money(minor: number, currency: string, language: Language): string {
  const major = minor / 100;
  const sign = currency === "CNY" ? "" : (SIGN[currency] ?? `${currency} `);
  for (const [size, word] of SCALES[language]) {
    const parts = major / size;
    if (Math.abs(parts) >= 1) return `${sign}${numbers(language, Math.abs(parts) >= 100 ? 1 : 2).format(parts)}${word}`;
  }
  return `${sign}${numbers(language, 0).format(major)}`;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const startOfDay = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
const pad = (value: number): string => String(value).padStart(2, "0");

/** `2026-11-21`, in the browser's time zone. */
export const day = (date: Date): string => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** `14:05`. */
export const clock = (date: Date): string => `${pad(date.getHours())}:${pad(date.getMinutes())}`;

/** The full moment: `2026-11-21 14:05`. */
export const absolute = (iso: string): string => `${day(new Date(iso))} ${clock(new Date(iso))}`;

const relatives = new Map<Language, Intl.RelativeTimeFormat>();
function relatively(language: Language, value: number, unit: Intl.RelativeTimeFormatUnit): string {
  let format = relatives.get(language);
  if (!format) relatives.set(language, (format = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: "auto" })));
  const words = format.format(value, unit);
  return language === "en" ? words : words.replaceAll(/\s*(\d+)\s*/g, " $1 ").trim();
}

/** The moment as a person says it: `3 分钟前`, `昨天 14:05`, `11-02`, with the year when it is another one. */
export function relative(iso: string, now: Date, language: Language): string {
  const then = new Date(iso);
  const ahead = then.getTime() - now.getTime();
  const size = Math.abs(ahead);
  if (size < MINUTE) return relatively(language, 0, "second");
  if (size < HOUR) return relatively(language, Math.trunc(ahead / MINUTE), "minute");
  const days = Math.round((startOfDay(then) - startOfDay(now)) / DAY);
  if (days === 0) return size < 6 * HOUR ? relatively(language, Math.trunc(ahead / HOUR), "hour") : clock(then);
  if (Math.abs(days) === 1) return `${relatively(language, days, "day")} ${clock(then)}`;
  if (Math.abs(days) < 7) return relatively(language, days, "day");
  return shortDay(day(then), days);
}

/** Without the year while nobody can take it for another: half a year to either side. */
const shortDay = (date: string, days: number): string => (Math.abs(days) < 180 ? date.slice(5) : date);

/** How many days from today a plain date lies; negative is past. */
export function daysAway(date: string, now: Date): number {
  const [year = 1970, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  return Math.round((new Date(year, month - 1, dayOfMonth).getTime() - startOfDay(now)) / DAY);
}

/** A plain date as a person says it: `今天`, `明天`, `3 天后`, `12-31`. */
export function relativeDate(date: string, now: Date, language: Language): string {
  const days = daysAway(date, now);
  if (Math.abs(days) < 7) return relatively(language, days, "day");
  return shortDay(date, days);
}
