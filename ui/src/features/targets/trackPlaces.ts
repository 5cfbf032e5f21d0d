/** Where everything of a progress bar stands, in percent of its length. Pure. */

export interface BarFigures {
  attained: number;
  must: number | null;
  stretch: number | null;
  should_be: number | null;
  forecast: { low: number; point: number; high: number };
}

export interface BarPlaces {
  filled: number;
  must: number | null;
  stretch: number | null;
  due: number | null;
  low: number;
  high: number;
}

/** As long as the largest of what is marked on it; a forecast beyond twice the targets runs off the end. */
export function places({ attained, must, stretch, should_be: due, forecast }: BarFigures): BarPlaces {
  const targets = Math.max(must ?? 0, stretch ?? 0);
  const marked = Math.max(attained, targets, due ?? 0);
  const length = Math.max(marked, Math.min(forecast.high, targets > 0 ? targets * 2 : forecast.high), 1);
  const at = (value: number): number => Math.round((Math.min(Math.max(value, 0), length) / length) * 1000) / 10;
  const mark = (value: number | null): number | null => (value === null ? null : at(value));
  return { filled: at(attained), must: mark(must), stretch: mark(stretch), due: mark(due), low: at(forecast.low), high: at(forecast.high) };
}
