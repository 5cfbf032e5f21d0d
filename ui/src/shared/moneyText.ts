const SCALE: Record<string, number> = { 万: 10_000, 萬: 10_000, w: 10_000, k: 1000, m: 1_000_000, 亿: 100_000_000, 億: 100_000_000 };
const AMOUNT = /^(-?\d+(?:\.\d+)?)([万萬wkm亿億]?)元?$/i;

/** Reads what a person types for an amount of money into minor units: `12.5万`, `1,200.50`, `￥300`. Null when it is none. */
export function parseMoney(text: string): number | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s,，¥$]/g, "");
  const [, digits, scale = ""] = AMOUNT.exec(plain) ?? [];
  if (digits === undefined) return null;
  const minor = Math.round(Number(digits) * (SCALE[scale.toLowerCase()] ?? 1) * 100);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** Writes minor units as a person would type them: `1250.5`. */
export const moneyText = (minor: number | null | undefined): string => (minor === null || minor === undefined ? "" : String(minor / 100));
