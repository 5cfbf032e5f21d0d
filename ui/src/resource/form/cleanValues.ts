import { isBlank } from "@/resource/FieldValue";
import type { Values } from "@/resource/types";

/** What a form sends for a create: blanks are left out, so that the server's own defaults hold. */
export function cleanValues(values: Values): Values {
  const filled = Object.entries(values).filter(([, value]) => !isBlank(value));
  return Object.fromEntries(filled.map(([name, value]) => [name, typeof value === "string" ? value.trim() : value]));
}

/** Some of the values, as text, blanks left out. */
export function present(values: Values, names: readonly string[]): Record<string, string> {
  const filled = names.filter((name) => !isBlank(values[name]));
  return Object.fromEntries(filled.map((name) => [name, String(values[name]).trim()]));
}
