import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { live } from "@/shared/live/meta";
import { flat } from "./custom/customFields";
import type { Page, Query, RecordRow, Resource } from "./types";

const PAGE_SIZE = 50;

/** Pages of a list by keyset; the first also counts. Follows changes of its kind. */
export function useList<Row extends RecordRow>(resource: Resource<Row>, query: Query, enabled = true) {
  const options = infiniteQueryOptions({
    queryKey: [resource.kind, "list", query],
    queryFn: ({ pageParam, signal }): Promise<Page<Row>> =>
      resource.list({ ...query, limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : { count: true }) }, signal),
    initialPageParam: "",
    getNextPageParam: (page: Page<Row>) => page.next || undefined,
    meta: live(resource.kind, ...(resource.follows ?? [])),
  });
  const client = useQueryClient();
  // asked while drawing: after it, a page with much beside the list would have the question wait for all of that
  if (enabled && !client.getQueryState(options.queryKey)) void client.prefetchInfiniteQuery(options);
  const result = useInfiniteQuery({
    ...options,
    placeholderData: keepPreviousData,
    enabled,
  });
  const pages = result.data?.pages;
  const rows = useMemo(() => pages?.flatMap(({ items }) => items.map(flat)) ?? [], [pages]);
  return { ...result, rows, count: pages?.[0]?.count ?? null, capped: pages?.[0]?.count_capped ?? false };
}
