import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/schema.gen";
import { api, must } from "@/api/client";
import { live } from "@/shared/live/meta";
import type { Grain } from "./types";

type Schemas = components["schemas"];

export type Tracking = Schemas["TrackingOut"];
export type TrackingRow = Schemas["TrackingRowOut"];
export type Stand = Schemas["TargetStandOut"];
export type Alarm = Schemas["TargetAlarmOut"];
export type Help = Schemas["TargetHelpOut"];
export type Coverage = Schemas["CoverageOut"];
export type CarrierLine = Schemas["CarrierLineOut"];

/** What makes a tree stand otherwise: its figures, its alarms, and the deals that are to come. */
const MOVED_BY = ["target_tree", "target", "opportunity"] as const;

export const trackingQuery = (id: number, grain: Grain | undefined) =>
  queryOptions({
    queryKey: ["target_tree", "tracking", id, grain],
    queryFn: async ({ signal }): Promise<Tracking> =>
      must(await api.GET("/api/v1/targets/trees/{id}/tracking", { params: { path: { id }, query: grain ? { grain } : {} }, signal })),
    placeholderData: keepPreviousData,
    meta: { ...live(...MOVED_BY), paced: true },
  });

export type Reached = Schemas["AttainedRowOut"];

/** What every node has reached, period by period. */
export const reachedQuery = (id: number, grain: Grain) =>
  queryOptions({
    queryKey: ["target_tree", "reached", id, grain],
    queryFn: async ({ signal }): Promise<ReadonlyMap<number, Reached>> => {
      const { rows } = must(await api.GET("/api/v1/targets/trees/{id}/attained", { params: { path: { id }, query: { grain } }, signal }));
      return new Map(rows.map((row) => [row.node_id, row]));
    },
    meta: { ...live("target_tree", "contract", "opportunity", "customer", "lead", "activity"), paced: true },
  });

/** What was reached in a period of the sheet; null before it begins. Pure. */
export const reachedIn = (row: Reached | undefined, place: number): number | null => (row ? (place < 0 ? row.year : (row.periods[place] ?? null)) : null);

export const coverageQuery = (cellId: number) =>
  queryOptions({
    queryKey: ["target_tree", "coverage", cellId],
    queryFn: async ({ signal }): Promise<Coverage> => must(await api.GET("/api/v1/targets/cells/{id}/coverage", { params: { path: { id: cellId } }, signal })),
    meta: live(...MOVED_BY),
  });

/** What is to carry a figure, as it is put down. */
export interface Line {
  kind: "customer" | "opportunity" | "event";
  ref_id?: number;
  name?: string;
  amount?: number;
  note?: string;
}
