import type { components } from "@/api/schema.gen";
import { keyFrom } from "@/resource/custom/keyFrom";

type Body = components["schemas"]["CustomFieldIn"];

const DATE = /^\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?$/u;
const INTEGER = /^-?\d{1,3}(,\d{3})*$|^-?\d{1,12}$/u;
const DECIMAL = /^-?(\d{1,3}(,\d{3})*|\d{1,12})\.\d{1,2}$/u;
const LONG = 60;

const all = (samples: readonly string[], pattern: RegExp): boolean => samples.length > 0 && samples.every((one) => pattern.test(one.trim()));

/** What a column seems to hold, by its samples; digits with a leading zero are names of things, not numbers. */
export function typeOf(samples: readonly string[]): Pick<Body, "type" | "scale"> {
  if (all(samples, DATE)) return { type: "date", scale: 0 };
  if (samples.some((one) => /^0\d/u.test(one.trim()))) return { type: "text", scale: 0 };
  if (all(samples, INTEGER)) return { type: "number", scale: 0 };
  if (samples.every((one) => INTEGER.test(one.trim()) || DECIMAL.test(one.trim())) && samples.length > 0) return { type: "number", scale: 2 };
  return { type: samples.some((one) => one.length > LONG) ? "long_text" : "text", scale: 0 };
}

/** A key that no field has: from the header where it has Latin letters, else a number. */
export function freeKey(header: string, taken: readonly string[]): string {
  const stem = keyFrom(header) || "column";
  const tries = [keyFrom(header), ...taken.map((_, n) => `${stem}_${n + 1}`), `${stem}_${taken.length + 1}`];
  return tries.find((one) => one !== "" && !taken.includes(one)) ?? stem;
}
