import { day as plain } from "@/shared/format";
import type { Span } from "@/resource/quotas/quotas";

/** A day of the period before or after the one that begins on `from`. */
export function movedBy(span: Span, from: string, by: 1 | -1): string {
  const [year = 1970, month = 1, date = 1] = from.split("-").map(Number);
  if (span === "month") return plain(new Date(year, month - 1 + by, 1));
  return plain(new Date(year, month - 1, date + by * (span === "week" ? 7 : 1)));
}
