import { useEffect } from "react";
import { $api } from "@/api/client";
import { NO_VIEWS, type SavedViews } from "./savedView";

const hintOf = (kind: string): string => `dabiao.first.${kind}`;

/** The saved views of a kind. `ready` is false while the list does not know yet which view it opens with. */
export function useSavedViews(kind: string, enabled: boolean, asked: string | undefined): SavedViews & { ready: boolean } {
  const { data, isPending } = $api.useQuery("get", "/api/v1/views", { params: { query: { kind } } }, { enabled, staleTime: 60_000 });
  const first = data?.first_id;
  useEffect(() => {
    // so that a list without such a view need not wait for this answer
    if (first === null) localStorage.removeItem(hintOf(kind));
    else if (first) localStorage.setItem(hintOf(kind), String(first));
  }, [first, kind]);
  if (!enabled) return { ...NO_VIEWS, ready: true };
  const wanted = asked === undefined ? localStorage.getItem(hintOf(kind)) !== null : /^\d+$/.test(asked);
  return { items: data?.items ?? [], first: first ? String(first) : undefined, ready: !isPending || !wanted };
}
