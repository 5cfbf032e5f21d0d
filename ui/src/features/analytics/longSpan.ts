const dayOf = (date: Date): string => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-01`;
const MONTHS = 18;

/** Eighteen whole months with this one as the last; `to` is the first day after them. */
export const longSpan = (now: Date): { from: string; to: string } => ({
  from: dayOf(new Date(now.getFullYear(), now.getMonth() + 1 - MONTHS, 1)),
  to: dayOf(new Date(now.getFullYear(), now.getMonth() + 1, 1)),
});
