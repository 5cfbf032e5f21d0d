import { useNavigate, useSearch } from "@tanstack/react-router";
import { live } from "@/shared/live/meta";
import type { Search } from "@/shared/urlSearch";

export const PERIODS = ["month", "quarter"] as const;
export type BoardPeriod = (typeof PERIODS)[number];

/** Whatever changes one of these changes a board. */
export const WORK = { ...live("lead", "customer", "opportunity", "contract", "receipt", "instalment", "activity", "task", "plan", "report", "report_template", "employee"), paced: true };

/** A day goes on while the screen stands still: what is planned for ten is late at eleven. */
export const MINUTE = 60_000;

const idOf = (text: string | undefined): number | undefined => (text ? Number(text) : undefined);

/** What the address says of a board, and how to say something else. */
export function useBoard() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const ask = (more: Record<string, string | number>): void => void navigate({ to: "/", search: { ...search, ...more } as never, replace: true });
  const period: BoardPeriod = search["period"] === "quarter" ? "quarter" : "month";
  return {
    side: search["side"],
    period,
    unit: idOf(search["unit_id"]),
    askPeriod: (next: BoardPeriod): void => ask({ period: next === "month" ? "" : next }),
    askUnit: (id: number | null): void => ask({ unit_id: id ?? "" }),
  };
}
