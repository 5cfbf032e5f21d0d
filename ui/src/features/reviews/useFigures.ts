import { useFormat } from "@/shared/useFormat";
import type { Figures } from "./reviewApi";

/** How the figures of a review are written: amounts or pieces. */
export function useFigures({ measured, currency }: Pick<Figures, "measured" | "currency">): { short: (value: number | null) => string; exact: (value: number) => string } {
  const format = useFormat();
  const money = measured === "money";
  const other = (value: number): string => (measured === "ratio" ? format.percent(value / 10_000) : format.count(value));
  return {
    short: (value) => (value === null ? "—" : money ? format.money(value, currency) : other(value)),
    exact: (value) => (money ? format.moneyExact(value, currency) : other(value)),
  };
}
