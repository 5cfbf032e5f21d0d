import type { components } from "@/api/schema.gen";
import type { FigureTarget } from "@/shared/ui/FigureLink";

type Schemas = components["schemas"];

export type Forecast = Schemas["ForecastOut"];
export type Figures = Omit<Schemas["ForecastTotal"], "discounted_minor">;
export type Span = Forecast["span"];
export type Way = Forecast["way"];
export type Accuracy = Schemas["AccuracyOut"];
export type Grain = Accuracy["grain"];
export type Card = Schemas["ForecastCard"];

export const SPANS: readonly Span[] = ["month", "next_month", "quarter", "next_quarter"];
export const GRAINS: readonly Grain[] = ["month", "quarter"];
export const WAYS: readonly Way[] = ["timing", "stage", "competition", "model", "seasonal"];

type Whose = { owner_id?: number; unit_id?: number };

export type AskedWay = Exclude<Way, "seasonal">;

/** The list of exactly the open deals that a figure counts: by timing all of them, else those expected in the period. */
export const openDeals = ({ first, last, currency, way }: Pick<Forecast, "first" | "last" | "currency" | "way">, whose: Whose = {}): FigureTarget => ({
  path: "/opportunities",
  params: { layout: "list", stage_kind: "open", ...(way === "timing" ? {} : { win_from: first, win_to: last }), currency, ...whose },
});

/** The list of exactly the deals won in the period. */
export const wonDeals = ({ currency, closed_from, closed_to }: Pick<Forecast, "currency" | "closed_from" | "closed_to">, whose: Whose = {}): FigureTarget => ({
  path: "/opportunities",
  params: { layout: "list", stage_kind: "won", closed_from, closed_to, currency, ...whose },
});
