import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/schema.gen";
import { api, must } from "@/api/client";
import { recordKey } from "@/resource/useRecord";
import type { Edit, Field, Resource, Values } from "@/resource/types";
import { live } from "@/shared/live/meta";

type Schemas = components["schemas"];

export type Review = Schemas["ReviewOut"];
export type ReviewRow = Schemas["ReviewRow"];
export type Figures = Schemas["ReviewFigures"];
export type Split = Schemas["ReviewSplit"];
export type BasePeriod = Schemas["ReviewBasePeriod"];
export type GapRow = Schemas["ReviewGapRow"];
export type Point = Schemas["ReviewPointOut"];
export type Choices = Schemas["ReviewChoices"]["items"];
export type Lesson = Schemas["ReviewLesson"];

/** What moves a review: itself, the tasks that its actions became, and the deals it counts. */
export const reviewQuery = (id: number) =>
  queryOptions({
    queryKey: recordKey("review", id),
    queryFn: async ({ signal }): Promise<Review> => must(await api.GET("/api/v1/reviews/{id}", { params: { path: { id } }, signal })),
    meta: { ...live("review", "task", "target_tree"), paced: true },
  });

export const reviewsQuery = queryOptions({
  queryKey: ["review", "list"],
  queryFn: async ({ signal }): Promise<ReviewRow[]> => must(await api.GET("/api/v1/reviews", { params: { query: { limit: 100 } }, signal })).items,
  meta: live("review"),
});

export const lessonsQuery = queryOptions({
  queryKey: ["review", "lessons"],
  queryFn: async ({ signal }): Promise<Lesson[]> => must(await api.GET("/api/v1/reviews/lessons", { params: { query: { limit: 100 } }, signal })).items,
  meta: live("review"),
});

const WORDS: readonly Field[] = [
  { name: "well", kind: "textarea" },
  { name: "badly", kind: "textarea" },
];

/** For editing where it stands, with what others wrote meanwhile. */
export const reviewResource: Resource<Review> = {
  kind: "review",
  fields: WORDS,
  title: ({ title }) => title,
  list: async () => ({ items: [], next: null }),
  edit: async (id: number, { changes, base, version }: Edit) =>
    must(await api.PATCH("/api/v1/reviews/{id}", { params: { path: { id } }, body: { changes, base, ...(version !== undefined && { version }) } })),
};

export const addPoint = async (review: number, sort: Point["sort"], values: Values, key: string): Promise<unknown> =>
  must(
    await api.POST("/api/v1/reviews/{id}/points", {
      params: { path: { id: review } },
      body: { sort, ...values } as never,
      headers: { "Idempotency-Key": key } as never,
    }),
  );

export const editPoint = async (point: Point, values: Values): Promise<unknown> => {
  const changes = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== point[name as keyof Point]));
  const base = Object.fromEntries(Object.keys(changes).map((name) => [name, point[name as keyof Point]]));
  return must(await api.PATCH("/api/v1/reviews/points/{id}", { params: { path: { id: point.id } }, body: { changes, base, version: point.version } as never }));
};

export const removePoint = async (id: number): Promise<unknown> => api.DELETE("/api/v1/reviews/points/{id}", { params: { path: { id } } });
