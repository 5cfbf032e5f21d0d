import { describe, expect, it } from "vitest";
import { places } from "./trackPlaces";

const forecast = { low: 60, point: 80, high: 120 };

describe("a bar of progress", () => {
  it("is as long as the largest mark on it", () => {
    expect(places({ attained: 50, must: 100, stretch: 200, should_be: 75, forecast })).toEqual({ filled: 25, must: 50, stretch: 100, due: 37.5, low: 30, high: 60 });
  });
  it("lets a wild forecast run off its end", () => {
    expect(places({ attained: 0, must: 100, stretch: null, should_be: 0, forecast: { low: 0, point: 500, high: 900 } })).toEqual({ filled: 0, must: 50, stretch: null, due: 0, low: 0, high: 100 });
  });
  it("has a length without any target", () => {
    expect(places({ attained: 0, must: null, stretch: null, should_be: null, forecast: { low: 0, point: 0, high: 0 } })).toEqual({ filled: 0, must: null, stretch: null, due: null, low: 0, high: 0 });
  });
});
