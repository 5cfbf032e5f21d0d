import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Search } from "@/shared/urlSearch";
import type { Span } from "@/resource/quotas/quotas";
import { movedBy } from "./spans";

export const SPANS = ["day", "week", "month"] as const satisfies readonly Span[];

/** What the address says of the board, and how to say something else. */
export function useView() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const span: Span = SPANS.find((one) => one === search["period"]) ?? "day";
  const ask = (more: Record<string, string | number>): void => void navigate({ to: "/quotas" as never, search: { ...search, ...more } as never, replace: true });
  return {
    span,
    side: search["side"],
    day: search["day"] || undefined,
    unit: search["unit_id"] ? Number(search["unit_id"]) : undefined,
    askSide: (side: string): void => ask({ side }),
    askSpan: (next: Span): void => ask({ period: next === "day" ? "" : next }),
    openDay: (day: string): void => ask({ day, period: "" }),
    askUnit: (id: number | null): void => ask({ unit_id: id ?? "" }),
    move: (from: string, by: 1 | -1): void => ask({ day: movedBy(span, from, by) }),
    now: (): void => ask({ day: "" }),
  };
}
