import { useMemo } from "react";
import { useFormat } from "@/shared/useFormat";
import type { TargetMetric } from "./types";

/** The figures of a metric in words: short (`12.5万`) and exact. */
export function useFigure({ measured, currency }: Pick<TargetMetric, "measured" | "currency">) {
  const format = useFormat();
  return useMemo(
    () => ({
      short: (value: number): string => (measured === "money" ? format.money(value, currency) : measured === "ratio" ? format.percent(value / 10_000) : format.count(value)),
      exact: (value: number): string => (measured === "money" ? format.moneyExact(value, currency) : measured === "ratio" ? `${value / 100}%` : format.count(value)),
    }),
    [format, measured, currency],
  );
}
