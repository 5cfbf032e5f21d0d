import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { ImportJob } from "@/api/types";
import { recordKey } from "@/resource/useRecord";

export interface Start {
  mapping: Record<string, string>;
  options: Record<string, unknown>;
  dryRun: boolean;
}

/** Starts an import, or a trial of it that keeps nothing. */
export function useStart({ id }: Pick<ImportJob, "id">) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ mapping, options, dryRun }: Start) =>
      must(await api.POST("/api/v1/imports/{id}/runs", { params: { path: { id } }, body: { mapping, options: { ...options, dry_run: dryRun } } })),
    onSuccess: (job) => client.setQueryData(recordKey("import", id), job),
  });
}
