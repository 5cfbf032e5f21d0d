/** How figures of targets are read and written: minor units where the metric is money, hundredths of a percent of a share, else
 * pieces. Pure. */
import { parseMoney } from "@/shared/moneyText";

export type Measured = "money" | "count" | "ratio";

export const FIGURE_MAX = 10 ** 14;

const SCALE: Record<string, number> = { 万: 10_000, 萬: 10_000, w: 10_000, k: 1000, m: 1_000_000, 亿: 100_000_000, 億: 100_000_000 };
const PIECES = /^(\d+(?:\.\d+)?)([万萬wkm亿億]?)$/i;

export type Read = { ok: true; value: number | null } | { ok: false };

/** What somebody typed or pasted: `12.5万`, `1,200`, `１２０`; nothing takes the figure away. Not ok: no figure. */
export function readFigure(text: string, measured: Measured): Read {
  if (text.trim() === "") return { ok: true, value: null };
  const value = measured === "money" ? parseMoney(text) : measured === "ratio" ? percent(text) : pieces(text);
  return value !== null && value >= 0 && value <= FIGURE_MAX ? { ok: true, value } : { ok: false };
}

function pieces(text: string): number | null {
  const plain = text.normalize("NFKC").replaceAll(/[\s,，]/g, "");
  const [, digits, scale = ""] = PIECES.exec(plain) ?? [];
  if (digits === undefined) return null;
  const value = Number(digits) * (SCALE[scale.toLowerCase()] ?? 1);
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : null;
}

/** `35%`, `35.25`: hundredths of a percent. */
function percent(text: string): number | null {
  const [, digits] = /^(\d+(?:\.\d{1,2})?)%?$/.exec(text.normalize("NFKC").replaceAll(/\s/g, "")) ?? [];
  return digits === undefined ? null : Math.round(Number(digits) * 100);
}

/** A figure as it is typed and as Excel takes it: yuan without separators, percent, or pieces. */
export const figureText = (value: number | null | undefined, measured: Measured): string =>
  value === null || value === undefined ? "" : String(measured === "count" ? value : value / 100);
