import { expect, test } from "vitest";
import { BLANK, isWhole, lineAmount, moved, plainNumber } from "./itemRules";

test("a line is reckoned as the server does, half up, also beyond what a float holds", () => {
  expect(lineAmount({ quantity_thousandths: 500, price_minor: 1, discount_hundredths: 0 })).toBe(1);
  expect(lineAmount({ quantity_thousandths: 499, price_minor: 1, discount_hundredths: 0 })).toBe(0);
  expect(lineAmount({ quantity_thousandths: 3000, price_minor: 33, discount_hundredths: 3333 })).toBe(66);
  expect(lineAmount({ quantity_thousandths: 1_000_000, price_minor: 999_999_999_999, discount_hundredths: 0 })).toBe(999_999_999_999_000);
  expect(lineAmount({ quantity_thousandths: 1000, price_minor: null, discount_hundredths: 0 })).toBeNull();
});

test("a quantity is shown without needless digits", () => {
  expect([plainNumber(12_500, 3), plainNumber(220_000, 3), plainNumber(1, 3), plainNumber(1250, 2)]).toEqual(["12.5", "220", "0.001", "12.5"]);
});

test("a line without name, price or quantity cannot be saved", () => {
  const whole = { ...BLANK, name: "实施服务", price_minor: 0 };
  expect([whole, { ...whole, name: " " }, { ...whole, price_minor: null }, { ...whole, quantity_thousandths: 0 }].map(isWhole)).toEqual([true, false, false, false]);
});

test("a line moves by a step and not beyond the ends", () => {
  expect([moved([1, 2, 3], 2, -1), moved([1, 2, 3], 2, 1), moved([1, 2, 3], 3, 1)]).toEqual([
    [2, 1, 3],
    [1, 3, 2],
    [1, 2, 3],
  ]);
});
