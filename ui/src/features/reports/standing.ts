import type { Tone } from "@/shared/ui/Mark";
import type { Standing, ToWrite } from "./types";

/** The colour of how a report stands; a word always stands beside it. */
export const TONES: Record<Standing, Tone> = { submitted: "good", late: "warn", missing: "bad", open: "accent", off: "plain", excused: "plain" };

/** One sign per cell of the board, so that a month fits into the screen. */
export const SIGNS: Record<Standing, string> = { submitted: "✓", late: "△", missing: "✗", open: "…", off: "休", excused: "免" };

export const isOpen = ({ standing }: Pick<ToWrite, "standing">): boolean => standing === "open" || standing === "missing";

type Dated = Pick<ToWrite, "standing" | "due_at">;

/** What is due next first; below, what is missing, the latest first: today's report is what one comes for. */
export const toWrite = <Item extends Dated>(items: readonly Item[]): Item[] =>
  items.filter(isOpen).toSorted((one, other) => {
    if (one.standing !== other.standing) return one.standing === "open" ? -1 : 1;
    const earlier = Date.parse(one.due_at) - Date.parse(other.due_at);
    return one.standing === "open" ? earlier : -earlier;
  });

/** The month a day lies in, from its first day to its last. */
export function monthOf(day: string): { first: string; last: string } {
  const [year = 1970, month = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const stem = `${year}-${String(month).padStart(2, "0")}`;
  return { first: `${stem}-01`, last: `${stem}-${last}` };
}
