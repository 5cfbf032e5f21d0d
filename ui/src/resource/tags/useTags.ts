import { useMemo } from "react";
import { $api } from "@/api/client";
import type { Tag } from "@/api/types";
import { live } from "@/shared/live/meta";

const NONE: readonly Tag[] = [];

/** The company's tags, retired ones last. */
export function useTags(): readonly Tag[] {
  const { data } = $api.useQuery("get", "/api/v1/tags", {}, { meta: live("tag"), staleTime: 300_000 });
  return data?.items ?? NONE;
}

export interface TagOption {
  value: number;
  label: string;
}

/** The tags to choose from: those in use, and what is chosen already. */
export function useTagOptions(held: readonly number[] = []): TagOption[] {
  const tags = useTags();
  return useMemo(() => tags.filter(({ id, active }) => active || held.includes(id)).map(({ id, name }) => ({ value: id, label: name })), [tags, held]);
}
