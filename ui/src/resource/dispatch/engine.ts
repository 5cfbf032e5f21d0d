import { api, must } from "@/api/client";
import type { BodyOf, DispatchStoryOut } from "@/api/types";

export type DispatchFeedback = BodyOf<"/api/v1/leads/{id}/feedback">;

/** "I have called": stops the first clock, by my own word. */
export const answered = async (lead: number): Promise<unknown> => must(await api.POST("/api/v1/leads/{id}/responses", { params: { path: { id: lead } } }));

/** What came of it: stops both clocks. */
export const fedBack = async (lead: number, body: DispatchFeedback, key: string): Promise<unknown> =>
  must(await api.POST("/api/v1/leads/{id}/feedback", { params: { path: { id: lead } }, body, headers: { "Idempotency-Key": key } }));

export const storyOf = async (lead: number, signal: AbortSignal): Promise<DispatchStoryOut> =>
  must(await api.GET("/api/v1/leads/{id}/dispatch", { params: { path: { id: lead } }, signal }));
