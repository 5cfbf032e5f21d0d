import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import { live } from "@/shared/live/meta";
import type { Grain, TargetGrid, TargetTree } from "./types";

export const treesQuery = queryOptions({
  queryKey: ["target_tree", "all"],
  queryFn: async ({ signal }): Promise<TargetTree[]> => must(await api.GET("/api/v1/targets/trees", { signal })).items,
  meta: live("target_tree"),
});

export const gridKey = (id: number, grain: Grain) => ["target_tree", "grid", id, grain] as const;

/** A tree as a sheet. Follows every figure in it, at a pace: a paste changes thousands. */
export const gridQuery = (id: number, grain: Grain) =>
  queryOptions({
    queryKey: gridKey(id, grain),
    queryFn: async ({ signal }): Promise<TargetGrid> =>
      must(await api.GET("/api/v1/targets/trees/{id}/grid", { params: { path: { id }, query: { grain } }, signal })),
    placeholderData: keepPreviousData,
    meta: { ...live("target_tree", "target"), paced: true },
  });

export const oneTreeQuery = (id: number) =>
  queryOptions({
    queryKey: ["target_tree", "one", id],
    queryFn: async ({ signal }): Promise<TargetTree> => must(await api.GET("/api/v1/targets/trees/{id}", { params: { path: { id } }, signal })),
    meta: live("target_tree"),
  });
