import { isBlank } from "@/resource/FieldValue";
import type { Values } from "@/resource/types";

/** What a form sends for a create: blanks are left out, so that the server's own defaults hold. */
export function cleanValues(values: Values): Values {
  const filled = Object.entries(values).filter(([, value]) => !isBlank(value));
  return Object.fromEntries(filled.map(([name, value]) => [name, typeof value === "string" ? value.trim() : value]));
}
