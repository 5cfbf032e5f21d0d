import { useNavigate, useSearch } from "@tanstack/react-router";
import { today } from "@/shared/days";
import type { Search } from "@/shared/urlSearch";
import { GRAINS, type Grain } from "./planApi";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Length, day and side as the address says them, and how to go elsewhere. */
export function usePlace(path: string) {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const grain: Grain = GRAINS.find((one) => one === search["grain"]) ?? "day";
  const on = DATE.test(search["on"] ?? "") ? String(search["on"]) : today();
  const go = (change: Search): void => void navigate({ to: path, search: { ...search, ...change } as never, replace: true });
  return { grain, on, search, go };
}
