import type { Grain } from "./planApi";

const noon = (day: string): Date => new Date(`${day}T12:00`);

/** How a period is called: `2026年11月28日 周六`, `11月23日 – 11月29日`, `2026年11月`. */
export function periodText(grain: Grain, first: string, last: string, language: string): string {
  const from = noon(first);
  if (grain === "day") return from.toLocaleDateString(language, { month: "long", day: "numeric", weekday: "short", year: "numeric" });
  if (grain === "month") return from.toLocaleDateString(language, { month: "long", year: "numeric" });
  if (grain === "year") return from.toLocaleDateString(language, { year: "numeric" });
  const short = { month: "short", day: "numeric" } as const;
  return `${from.toLocaleDateString(language, { ...short, year: "numeric" })} – ${noon(last).toLocaleDateString(language, short)}`;
}

/** The list with one id moved to the place of another. */
export function moved(ids: readonly number[], id: number, place: number): number[] {
  const rest = ids.filter((one) => one !== id);
  const at = Math.max(0, Math.min(place, rest.length));
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}

/** `09:30:00` → `09:30`. */
export const clock = (time: string | null): string => time?.slice(0, 5) ?? "";
