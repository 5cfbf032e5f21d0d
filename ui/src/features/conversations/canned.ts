import { $api } from "@/api/client";
import type { Canned } from "@/api/types";
import { live } from "@/shared/live/meta";

/** Those whose shortcut begins with it, then those that hold it anywhere. */
export function filtered(replies: readonly Canned[], text: string): Canned[] {
  const q = text.trim().toLowerCase();
  const begins = replies.filter(({ shortcut }) => shortcut.toLowerCase().startsWith(q));
  const holds = replies.filter((one) => !begins.includes(one) && `${one.shortcut} ${one.text}`.toLowerCase().includes(q));
  return [...begins, ...holds];
}

export function useCanned(): readonly Canned[] {
  return $api.useQuery("get", "/api/v1/canned-replies", {}, { meta: live("canned_reply"), staleTime: 60_000 }).data?.items ?? [];
}
