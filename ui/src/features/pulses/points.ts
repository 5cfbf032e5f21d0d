/** Hundredths of a point as people read them: 432 is 4.3. */
export const pointsText = (mean: number): string => (Math.round(mean / 10) / 10).toFixed(1);

export type State = "good" | "fair" | "bad";

/** Where a mean stands, for its colour; the figure is always beside it. */
export const stateOf = (mean: number): State => (mean >= 380 ? "good" : mean >= 300 ? "fair" : "bad");
