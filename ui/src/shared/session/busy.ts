import type { Me } from "@/api/types";

const USUAL = [15, 30] as const;

type Busy = Pick<Me, "on_duty" | "busy_until" | "busy_minutes" | "busy_left">;

/** Until when somebody is busy; null for who is not, or no longer. */
export const busyUntil = (until: string | null | undefined, now: Date): string | null => (until && new Date(until) > now ? until : null);

/** The minutes one may be busy for now: the usual ones, as far as the company allows them. */
export function busyChoices({ on_duty: onDuty, busy_minutes: longest, busy_left: left }: Busy): number[] {
  if (!onDuty || left === 0 || longest === 0) return [];
  const fitting = USUAL.filter((minutes) => minutes <= longest);
  return fitting.length > 0 ? [...fitting] : [longest];
}
