import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live, liveOne } from "@/shared/live/meta";

type Schemas = components["schemas"];
export type CheckRow = Schemas["CheckRow"];
export type Check = Schemas["CheckOut"];
export type Evidence = Schemas["CheckEvidence"];
export type Question = Schemas["CheckQuestion"];
export type Programme = Schemas["CheckProgrammeOut"];
export type ProgrammeIn = Schemas["CheckProgrammeIn"];
export type Draw = Schemas["CheckDrawOut"];
export type Board = Schemas["CheckBoard"];
export type Setup = Schemas["CheckSetup"];

/** What is asked again after a step. */
export const TOUCHES = ["check", "check_programme"] as const;

export const checkQuery = (id: number) =>
  queryOptions({
    queryKey: ["check", id],
    queryFn: async ({ signal }): Promise<Check> => must(await api.GET("/api/v1/checks/{id}", { params: { path: { id } }, signal })),
    meta: liveOne("check", id),
  });

export const boardQuery = (first: string, last: string) =>
  queryOptions({
    queryKey: ["check", "board", first, last],
    queryFn: async ({ signal }): Promise<Board> => must(await api.GET("/api/v1/check-board", { params: { query: { first, last } }, signal })),
    placeholderData: keepPreviousData,
    meta: { ...live("check", "check_programme"), paced: true },
  });

export const programmesQuery = queryOptions({
  queryKey: ["check_programme", "all"],
  queryFn: async ({ signal }): Promise<Programme[]> => must(await api.GET("/api/v1/check-programmes", { signal })).items,
  meta: live("check_programme"),
});

export const drawsQuery = (id: number) =>
  queryOptions({
    queryKey: ["check_programme", "draws", id],
    queryFn: async ({ signal }): Promise<Draw[]> => must(await api.GET("/api/v1/check-programmes/{id}/draws", { params: { path: { id } }, signal })).items,
    meta: live("check_programme"),
  });

export const setupQuery = queryOptions({
  queryKey: ["check_programme", "setup"],
  queryFn: async ({ signal }): Promise<Setup> => must(await api.GET("/api/v1/check-setup", { signal })),
  staleTime: Infinity,
});

const keyed = (key: string) => ({ "Idempotency-Key": key }) as never;

export const makeProgramme = async (body: ProgrammeIn) => must(await api.POST("/api/v1/check-programmes", { body }));

export const changeProgramme = async ({ id, version }: Programme, changes: Partial<ProgrammeIn>) =>
  must(await api.PATCH("/api/v1/check-programmes/{id}", { params: { path: { id } }, body: { changes, version } as never }));

export const drawNow = async (id: number, reason: string) => must(await api.POST("/api/v1/check-programmes/{id}/draws", { params: { path: { id } }, body: { reason } }));

export const drawAgain = async (id: number) => must(await api.GET("/api/v1/check-draws/{id}", { params: { path: { id } } }));

export const finish = async (id: number, body: Schemas["CheckResultIn"]) => must(await api.POST("/api/v1/checks/{id}/results", { params: { path: { id } }, body }));

export const reply = async (id: number, body: Schemas["CheckReplyIn"], key: string) => must(await api.POST("/api/v1/checks/{id}/replies", { params: { path: { id } }, body, headers: keyed(key) }));

export const followUp = async (id: number, body: Schemas["CheckFollowUpIn"], key: string) =>
  must(await api.POST("/api/v1/checks/{id}/follow-ups", { params: { path: { id } }, body, headers: keyed(key) }));

export const replace = async (id: number) => must(await api.POST("/api/v1/checks/{id}/replacements", { params: { path: { id } } }));
