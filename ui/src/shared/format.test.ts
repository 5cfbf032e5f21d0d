import { describe, expect, it } from "vitest";
import { cappedCount, daysAway, money, moneyExact, percent, relative, relativeDate } from "./format";

const NOW = new Date(2026, 10, 21, 15, 0, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe("money", () => {
  it("is said in 万 and 亿, exact to two places below a hundred of them", () => {
    expect(money(12_500_000, "CNY", "zh-Hans")).toBe("12.5万");
    expect(money(152_380_000, "CNY", "zh-Hans")).toBe("152.4万");
    expect(money(12_000_000_000, "CNY", "zh-Hans")).toBe("1.2亿");
    expect(money(12_000_000_000, "CNY", "zh-Hant")).toBe("1.2億");
  });

  it("is said in K and M in English", () => {
    expect(money(35_020_000, "CNY", "en")).toBe("350.2K");
    expect(money(125_000_000, "CNY", "en")).toBe("1.25M");
  });

  it("below ten thousand is written out", () => {
    expect(money(980_000, "CNY", "zh-Hans")).toBe("9,800");
    expect(money(0, "CNY", "zh-Hans")).toBe("0");
  });

  it("keeps its sign and names a foreign currency", () => {
    expect(money(-12_500_000, "CNY", "zh-Hans")).toBe("-12.5万");
    expect(money(12_500_000, "HKD", "zh-Hans")).toBe("HK$12.5万");
  });

  it("in full has two decimals and the sign of its currency", () => {
    expect(moneyExact(12_500_000, "CNY", "zh-Hans")).toBe("¥125,000.00");
    expect(moneyExact(-150, "USD", "en")).toBe("-US$1.50");
  });
});

describe("counts and shares", () => {
  it("a capped count says that there are more", () => {
    expect(cappedCount(2000, true, "zh-Hans")).toBe("2,000+");
    expect(cappedCount(137, false, "en")).toBe("137");
  });

  it("a share has at most one decimal", () => {
    expect(percent(0.125, "zh-Hans")).toBe("12.5%");
    expect(percent(1, "en")).toBe("100%");
  });
});

describe("moments", () => {
  it("close by are told by their distance", () => {
    expect(relative(at(2026, 10, 21, 14, 57), NOW, "zh-Hans")).toBe("3 分钟前");
    expect(relative(at(2026, 10, 21, 17, 0), NOW, "zh-Hans")).toBe("2 小时后");
    expect(relative(at(2026, 10, 21, 17, 0), NOW, "en")).toBe("in 2 hours");
  });

  it("of the same day far off are told by the clock", () => {
    expect(relative(at(2026, 10, 21, 8, 5), NOW, "zh-Hans")).toBe("08:05");
  });

  it("of yesterday and tomorrow keep their clock", () => {
    expect(relative(at(2026, 10, 20, 14, 5), NOW, "zh-Hans")).toBe("昨天 14:05");
    expect(relative(at(2026, 10, 22, 9, 0), NOW, "zh-Hans")).toBe("明天 09:00");
  });

  it("leave the year out only while it cannot be mistaken", () => {
    expect(relative(at(2026, 8, 1, 9, 0), NOW, "zh-Hans")).toBe("09-01");
    expect(relative(at(2025, 8, 1, 9, 0), NOW, "zh-Hans")).toBe("2025-09-01");
    expect(relativeDate("2027-01-14", NOW, "zh-Hans")).toBe("01-14");
    expect(relativeDate("2027-10-14", NOW, "zh-Hans")).toBe("2027-10-14");
  });

  it("plain dates are counted in days, whatever the hour", () => {
    expect(daysAway("2026-11-21", NOW)).toBe(0);
    expect(daysAway("2026-11-20", NOW)).toBe(-1);
    expect(relativeDate("2026-11-21", NOW, "zh-Hans")).toBe("今天");
    expect(relativeDate("2026-11-24", NOW, "zh-Hans")).toBe("3 天后");
  });
});
