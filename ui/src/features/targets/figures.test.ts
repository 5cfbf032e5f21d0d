import { expect, it } from "vitest";
import { FIGURE_MAX, figureText, readFigure } from "./figures";

const money = (text: string) => readFigure(text, "money");
const count = (text: string) => readFigure(text, "count");

it("reads money as people and Excel write it, into minor units", () => {
  for (const [text, minor] of [["1,200", 120_000], ["12.5万", 12_500_000], ["１２０．５", 12_050], ["¥ 3,000.25", 300_025], ["0", 0], ["1.2亿", 12_000_000_000]] as const) {
    expect(money(text)).toEqual({ ok: true, value: minor });
  }
  expect(money("  ")).toEqual({ ok: true, value: null });
  for (const text of ["约12万", "#REF!", "-5", "12%", String(FIGURE_MAX)]) expect(money(text)).toEqual({ ok: false });
});

it("reads how many, and refuses a part of a piece", () => {
  for (const [text, pieces] of [["1,200", 1200], ["１２", 12], ["1.2万", 12_000], ["7", 7]] as const) expect(count(text)).toEqual({ ok: true, value: pieces });
  for (const text of ["1.5", "十二", "-1"]) expect(count(text)).toEqual({ ok: false });
});

it("what is written is read again as it was", () => {
  for (const value of [0, 1, 12_345, 120_000_000]) {
    expect(readFigure(figureText(value, "money"), "money")).toEqual({ ok: true, value });
    expect(readFigure(figureText(value, "count"), "count")).toEqual({ ok: true, value });
  }
});
