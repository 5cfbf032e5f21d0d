import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf, ExportJob } from "@/api/types";
import { useRefresh } from "@/resource/useRecord";
import type { Query } from "@/resource/types";
import { recordPath } from "@/shared/records";
import { toast } from "@/shared/ui/toast";
import { track } from "./underway";

export type Format = "xlsx" | "csv";
export const FORMATS: readonly Format[] = ["xlsx", "csv"];

/** A list as it is shown. */
export interface Shown {
  kind: string;
  query: Query;
  columns: readonly string[];
}

export interface Wish {
  format: Format;
  /** Empty: all there are. */
  columns: readonly string[];
  reason: string;
}

export const isMoving = (job: Pick<ExportJob, "status"> | undefined): boolean => job?.status === "queued" || job?.status === "running";

/** The columns of a file for those on the screen: a link to a record is its name there. */
export const columnsOf = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.replace(/_id$/, "_name")))];

export const getExport = async (id: number, signal?: AbortSignal): Promise<ExportJob> =>
  must(await api.GET("/api/v1/exports/{id}", { params: { path: { id } }, ...(signal && { signal }) }));

/** How many rows it would be, and whether somebody would have to approve it; asked for while it is `wanted`. */
export function useEstimate({ kind, query }: Shown, wanted: boolean) {
  return useQuery({
    queryKey: ["export-estimate", kind, query],
    queryFn: async ({ signal }) => must(await api.POST("/api/v1/exports/estimates", { body: { kind, query: said(query) }, signal })),
    enabled: wanted,
    staleTime: 5000,
    retry: false,
  });
}

const said = (query: Query): Record<string, unknown> => Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ""));

/** What is said of an export that was just asked for: it waits, or it is on its way. */
export function useStarted(): (job: ExportJob) => void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (job) => {
    refresh("export");
    if (isMoving(job)) return track(job.id);
    const open = (): void => void navigate({ to: recordPath("export", job.id) ?? "/exports" });
    toast("plain", t("screens.export.waiting"), { label: t("screens.export.see"), run: open });
  };
}

/** Asks for a file of the list. */
export function useAsk({ kind, query }: Shown) {
  const started = useStarted();
  return useMutation({
    mutationFn: async ({ format, columns, reason }: Wish) =>
      must(await api.POST("/api/v1/exports", { body: { kind, query: said(query), format, columns: columnsOf(columns), reason } satisfies BodyOf<"/api/v1/exports"> })),
    onSuccess: started,
  });
}

/** Has the browser fetch the file. */
export function fetchFile(id: number): void {
  const link = document.createElement("a");
  link.href = fileOf(id);
  link.download = "";
  link.click();
}

export const fileOf = (id: number): string => `/api/v1/exports/${id}/file`;
