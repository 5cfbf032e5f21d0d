import { describe, expect, it } from "vitest";
import { moneyText, parseMoney } from "./moneyText";

describe("what a person types for an amount", () => {
  it.each([
    ["12.5万", 12_500_000],
    ["1,200.50", 120_050],
    ["￥300", 30_000],
    ["１２万元", 12_000_000],
    ["3w", 3_000_000],
    ["0", 0],
  ])("%s", (text, minor) => {
    expect(parseMoney(text)).toBe(minor);
  });

  it.each(["", "很多", "1.2.3", "12万5"])("%j is no amount", (text) => {
    expect(parseMoney(text)).toBeNull();
  });

  it("is shown again as it can be typed", () => {
    expect(moneyText(125_050)).toBe("1250.5");
    expect(moneyText(null)).toBe("");
  });
});
