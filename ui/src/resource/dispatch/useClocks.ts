import { useEffect } from "react";
import { $api } from "@/api/client";
import type { MyClocks } from "@/api/types";
import { live } from "@/shared/live/meta";
import { learnServerTime } from "@/shared/serverClock";
import { useMay } from "@/shared/session/session";

/** Counts against the server's clock, as an answer brings it. */
export function useServerTime(asOf: string | undefined, arrivedAt: number): void {
  useEffect(() => {
    if (asOf) learnServerTime(asOf, arrivedAt);
  }, [asOf, arrivedAt]);
}

/** My running clocks: asked once, then followed live. */
export function useClocks(): { clocks: MyClocks["items"]; error: unknown; isPending: boolean; refetch: () => void } {
  const may = useMay();
  const { data, dataUpdatedAt, error, isPending, refetch } = $api.useQuery("get", "/api/v1/dispatch/clocks", {}, { meta: live("lead", "case", "breach"), enabled: may("dispatch.read") });
  useServerTime(data?.as_of, dataUpdatedAt);
  return { clocks: data?.items ?? [], error, isPending: isPending && may("dispatch.read"), refetch: () => void refetch() };
}
