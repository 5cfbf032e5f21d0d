import { useMutation } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useRefresh } from "@/resource/useRecord";
import { useTellFailure } from "@/shared/ui/useTell";

export type Comment = components["schemas"]["CommentOut"];
export type Mentioned = components["schemas"]["Mentioned"];

export interface Said {
  text: string;
  mentions: number[];
  /** Sent ahead for it. */
  files?: number[];
}

export const sayComment = async (kind: string, id: number, said: Said, key: string): Promise<Comment> =>
  must(
    await api.POST("/api/v1/comments", {
      body: { subject_kind: kind, subject_id: id, ...said },
      headers: { "Idempotency-Key": key },
    }),
  );

export const editComment = async ({ comment_id: id, version }: Comment, { text, mentions }: Said): Promise<Comment> =>
  must(await api.PATCH("/api/v1/comments/{id}", { params: { path: { id } }, body: { text, mentions, version } }));

export const removeComment = async (id: number): Promise<unknown> => must(await api.DELETE("/api/v1/comments/{id}", { params: { path: { id } } }));

export const restoreComment = async (id: number): Promise<Comment> => must(await api.POST("/api/v1/comments/{id}/restore", { params: { path: { id } } }));

/** Does something to a comment; the timeline is asked again, and a failure is told. */
export function useCommenting() {
  const refresh = useRefresh();
  const tell = useTellFailure();
  return useMutation({ mutationFn: (run: () => Promise<unknown>) => run(), onError: tell, onSettled: () => refresh() });
}

/** Of the people that were picked, those whose name still stands in the text after an @. */
export function stillNamed(text: string, picked: readonly Mentioned[]): number[] {
  const names = new Set(partsOf(text, picked).flatMap((part) => (part.named ? [part.text.slice(1)] : [])));
  return [...new Set(picked.filter(({ name }) => names.has(name)).map(({ id }) => id))];
}

/** A stretch of a text, from `at` on. */
export interface Part {
  at: number;
  text: string;
  named: boolean;
}

/** The text cut at the names in it, which are set apart on the screen. */
export function partsOf(text: string, mentions: readonly Mentioned[]): Part[] {
  const names = mentions.map(({ name }) => `@${name}`).filter((name) => name !== "@");
  if (names.length === 0) return [{ at: 0, text, named: false }];
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  let at = 0;
  return text
    .split(new RegExp(`(${longestFirst.join("|")})`))
    .map((part) => ({ at: (at += part.length) - part.length, text: part, named: names.includes(part) }))
    .filter((part) => part.text !== "");
}
