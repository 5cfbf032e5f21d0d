import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";

export type PulseMine = components["schemas"]["PulseMineOut"];
export type PulseBoard = components["schemas"]["PulseBoardOut"];
export type PulseUnit = components["schemas"]["PulseUnitOut"];
export type PulseWeek = components["schemas"]["PulseWeekOut"];
export type PulsePolicy = components["schemas"]["PulsePolicyOut"];

export const QUESTIONS = ["mood", "confidence", "support"] as const;
export type Question = (typeof QUESTIONS)[number];

export const mineQuery = queryOptions({
  queryKey: ["pulse", "mine"],
  queryFn: async ({ signal }): Promise<PulseMine> => must(await api.GET("/api/v1/pulses/mine", { signal })),
  meta: live("pulse"),
});

export const boardQuery = queryOptions({
  queryKey: ["pulse", "board"],
  queryFn: async ({ signal }): Promise<PulseBoard> => must(await api.GET("/api/v1/pulses/board", { signal })),
  meta: live("pulse", "pulse_policy"),
});

export const policyQuery = queryOptions({
  queryKey: ["pulse_policy"],
  queryFn: async ({ signal }): Promise<PulsePolicy> => must(await api.GET("/api/v1/pulses/policy", { signal })),
  meta: live("pulse_policy"),
});

export const wordsQuery = (pulse: number, unit: number) =>
  queryOptions({
    queryKey: ["pulse", "words", pulse, unit],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/pulses/{id}/words", { params: { path: { id: pulse }, query: { unit_id: unit } }, signal })),
  });
