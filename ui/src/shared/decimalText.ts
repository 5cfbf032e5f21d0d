/** A scaled integer as people write it: 850 with two decimals is 8.50. */
export const decimalText = (value: number, scale: number): string =>
  (value / 10 ** scale).toLocaleString("en", { minimumFractionDigits: scale, maximumFractionDigits: scale });
