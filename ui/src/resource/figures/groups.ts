import type { Figure } from "@/api/types";

/** What a figure is about: something to do now, how the month goes, what is in hand. */
const GROUPS = {
  now: [
    "leads_waiting",
    "leads_untouched",
    "contacts_overdue",
    "contacts_today",
    "contacts_made_today",
    "contacts_made_week",
    "opportunities_late",
    "opportunities_slipping",
    "overdue_count",
    "overdue_amount",
    "drafts_count",
    "drafts_amount",
  ],
  month: [
    "leads_received",
    "leads_in_time",
    "leads_converted",
    "won_count",
    "won_amount",
    "signed_count",
    "signed_amount",
    "received_count",
    "received_amount",
  ],
  hand: ["leads_open", "opportunities_open", "opportunities_amount", "opportunities_weighted"],
} as const;

export type GroupName = keyof typeof GROUPS;

/** The figures by what they are about, the most urgent first; one nobody has placed comes last. */
export function grouped(figures: readonly Figure[]): { name: GroupName; figures: Figure[] }[] {
  const byKey = new Map(figures.map((figure) => [figure.key, figure]));
  const names = Object.keys(GROUPS) as GroupName[];
  const placed = new Set<string>(names.flatMap((name) => GROUPS[name]));
  const others = figures.filter(({ key }) => !placed.has(key));
  return names
    .map((name) => {
      const found = GROUPS[name].flatMap((key) => byKey.get(key) ?? []);
      return { name, figures: name === "hand" ? [...found, ...others] : found };
    })
    .filter((group) => group.figures.length > 0);
}
