import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";
import { listPath, recordPath } from "@/shared/records";
import type { FigureTarget } from "@/shared/ui/FigureLink";
import type { Grain } from "./types";

type Schemas = components["schemas"];
export type Records = Schemas["TargetRecordsOut"];
export type RecordEntry = Schemas["TargetEntryOut"];

/** Whose figure of which period. */
export interface Opening {
  node_id: number;
  grain: Grain;
  starts_on: string;
  /** Of a ratio: which of its two metrics. */
  of?: Records["parts"][number]["of"];
}

/** Somebody's figure in a report, or a unit's, on some days. */
export interface Reported {
  code: string;
  user_id?: number;
  unit_id?: number;
  since: string;
  until: string;
}

const ofNode = async ({ node_id: id, grain, starts_on: first, of }: Opening, before: number, signal: AbortSignal): Promise<Records> =>
  must(await api.GET("/api/v1/targets/nodes/{id}/records", { params: { path: { id }, query: { grain, starts_on: first, ...(of && { of }), ...(before && { before }) } }, signal }));

const ofReport = async ({ code, ...asked }: Reported, before: number, signal: AbortSignal): Promise<Records> =>
  must(await api.GET("/api/v1/targets/metrics/{code}/records", { params: { path: { code }, query: { ...asked, ...(before && { before }) } }, signal }));

export const recordsQuery = (opening: Opening | Reported) =>
  infiniteQueryOptions({
    queryKey: ["target_tree", "records", opening],
    queryFn: ({ pageParam, signal }): Promise<Records> => ("code" in opening ? ofReport(opening, pageParam, signal) : ofNode(opening, pageParam, signal)),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    meta: { ...live("target_tree", "contract", "opportunity", "customer", "lead", "activity"), paced: true },
  });

/** The list that shows what was counted one by one. Pure. */
export const listOf = ({ source, where }: Pick<Records, "source" | "where">): FigureTarget | null =>
  where && source !== "receipt" ? { path: source === "activity" ? "/activities" : listPath(source), params: { where: JSON.stringify(where) } } : null;

/** Where a record that counted is shown: a receipt with its contract; none for what one may not see. Pure. */
export function shownAt({ source_kind: kind, source_id: id, title, contract_id: contract }: Pick<RecordEntry, "source_kind" | "source_id" | "title" | "contract_id">): string | null {
  if (title === null) return null;
  if (kind !== "receipt") return recordPath(kind, id);
  return contract === null ? null : recordPath("contract", contract);
}
