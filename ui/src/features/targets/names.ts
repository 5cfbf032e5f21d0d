import type { TFunction } from "i18next";
import type { TargetMetric } from "./types";
import { enumText } from "@/resource/texts";
import type { Language } from "@/shared/i18n/language";

const LOCALE: Record<Language, string> = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" };

/** A metric as people call it: those of the product by their code, own ones by their name. */
export const metricName = (t: TFunction, metric: Pick<TargetMetric, "name" | "code">): string =>
  metric.name || enumText(t, "target_metric", metric.code);

/** What the rows of a tree are. */
export const nodesName = (t: TFunction, dimension: string): string => (dimension === "org" ? t("screens.targets.node") : enumText(t, "target_dimension", dimension));

/** The words over a period: `3月`, `二季度`, `3月上旬`, `3/1–3/7`. `place`: which one of its year it is, from 0. */
export function periodName(t: TFunction, grain: string, period: { starts_on: string; ends_on: string }, place: number, language: Language): string {
  const [, month = "1", day = "1"] = period.starts_on.split("-");
  const named = monthName(Number(month), language);
  switch (grain) {
    case "year":
      return t("screens.targets.period.year");
    case "half":
      return t(`screens.targets.period.half.${place === 0 ? "first" : "second"}`);
    case "quarter":
      return t("screens.targets.period.quarter", { n: place + 1 });
    case "week":
      return `${Number(month)}/${Number(day)}–${Number(period.ends_on.slice(8))}`;
    case "ten_day":
      return t(`screens.targets.period.ten_day.${day}`, { month: named });
    default:
      return named;
  }
}

function monthName(month: number, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { month: "short", timeZone: "UTC" }).format(Date.UTC(2024, month - 1, 1));
}

/** A target year in words: 2027, or 2027-04 – 2028-03. */
export const yearName = ({ starts_on: first, ends_on: last }: { starts_on: string; ends_on: string }): string =>
  first.slice(5, 7) === "01" ? first.slice(0, 4) : `${first.slice(0, 7)} – ${last.slice(0, 7)}`;

/** A period by itself, with its year: `2026年3月`, `2026年`, `2026/1 – 2026/3`. Pure. */
export function spanName({ grain, starts_on: first, ends_on: last }: { grain: string; starts_on: string; ends_on: string }, language: Language): string {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALE[language], { ...options, timeZone: "UTC" });
  const [from, to] = [new Date(`${first}T00:00:00Z`), new Date(`${last}T00:00:00Z`)];
  if (grain === "month") return format({ year: "numeric", month: "long" }).format(from);
  if (grain === "year" && first.endsWith("-01-01")) return format({ year: "numeric" }).format(from);
  const months = ["year", "half", "quarter"].includes(grain);
  return format(months ? { year: "numeric", month: "long" } : { year: "numeric", month: "numeric", day: "numeric" }).formatRange(from, to);
}
