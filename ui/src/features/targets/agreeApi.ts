import { queryOptions } from "@tanstack/react-query";
import { api, must, newKey } from "@/api/client";
import { parseProblem } from "@/api/problem";
import type { components } from "@/api/schema.gen";
import { liveOne } from "@/shared/live/meta";

type Schemas = components["schemas"];
export type Dialogue = Schemas["TargetDialogueOut"];
export type Target = Schemas["TargetShown"];
export type Said = Schemas["TargetSaidOut"];
export type Finding = Schemas["TargetFindingOut"];
export type Reserve = Schemas["TargetReserveOut"];
export type HistoryEntry = Schemas["TargetHistoryEntry"];
export type Side = Schemas["Side"];

/** What is asked again after a step. */
export const TOUCHES = ["target", "target_tree"] as const;

export const dialogueQuery = (id: number) =>
  queryOptions({
    queryKey: ["target", "dialogue", id],
    queryFn: async ({ signal }): Promise<Dialogue> => must(await api.GET("/api/v1/targets/cells/{id}/dialogue", { params: { path: { id }, query: { limit: 100 } }, signal })),
    meta: liveOne("target", id),
  });

export const checkQuery = (id: number) =>
  queryOptions({
    queryKey: ["target", "check", id],
    queryFn: async ({ signal }) => must(await api.GET("/api/v1/targets/cells/{id}/check", { params: { path: { id } }, signal })),
    meta: liveOne("target", id),
  });

export const reservesQuery = (id: number) =>
  queryOptions({
    queryKey: ["target", "reserves", id],
    queryFn: async ({ signal }): Promise<Reserve[]> => must(await api.GET("/api/v1/targets/cells/{id}/reserves", { params: { path: { id } }, signal })).items,
    meta: liveOne("target", id),
  });

export const askHistory = async (id: number, cursor: string, signal: AbortSignal) =>
  must(await api.GET("/api/v1/targets/cells/{id}/history", { params: { path: { id }, query: { cursor } }, signal }));

const keyed = (key: string) => ({ "Idempotency-Key": key }) as never;

/** Answers to figures as they were seen. The first that was refused is thrown: a panel answers one figure. */
async function answered(request: Promise<{ results: Schemas["TargetAnswered"][] }>): Promise<void> {
  const { results } = await request;
  const refused = results.find(({ ok }) => !ok);
  if (refused) throw parseProblem(409, { ...refused, field: null });
}

const seen = ({ id, version }: Target) => [{ id, version }];

export const accept = (cell: Target, side: Side, words: string, key: string): Promise<void> =>
  answered(api.POST("/api/v1/targets/trees/{id}/acceptances", { params: { path: { id: cell.tree_id } }, body: { cells: seen(cell), side, words }, headers: keyed(key) }).then(must));

/** What was said yes to is as it was before. */
export const takeBack = (tree: number, ids: readonly number[]): Promise<void> =>
  answered(api.POST("/api/v1/targets/trees/{id}/acceptance_undos", { params: { path: { id: tree } }, body: { ids: [...ids] }, headers: keyed(newKey()) }).then(must));

export const insist = (cell: Target, reason: string, key: string): Promise<void> =>
  answered(api.POST("/api/v1/targets/trees/{id}/insistences", { params: { path: { id: cell.tree_id } }, body: { cells: seen(cell), reason }, headers: keyed(key) }).then(must));

export const withdraw = (cell: Target, words: string, key: string): Promise<void> =>
  answered(api.POST("/api/v1/targets/trees/{id}/withdrawals", { params: { path: { id: cell.tree_id } }, body: { cells: seen(cell), side: "below", words }, headers: keyed(key) }).then(must));

const placeOf = ({ node_id, grain, starts_on }: Target) => ({ node_id, grain, starts_on });
type Lines = { must: number | null; stretch: number | null };

export async function propose(cell: Target, values: Lines, words: string, key: string): Promise<void> {
  const base = { must: cell.must, stretch: cell.stretch };
  must(await api.POST("/api/v1/targets/trees/{id}/proposals", { params: { path: { id: cell.tree_id } }, body: { cells: [{ ...placeOf(cell), values, base }], words }, headers: keyed(key) }));
}

export async function declare(cell: Target, values: Lines, words: string): Promise<void> {
  const base = { declared_must: cell.declared_must, declared_stretch: cell.declared_stretch };
  const said = { declared_must: values.must, declared_stretch: values.stretch };
  must(await api.PUT("/api/v1/targets/trees/{id}/declarations", { params: { path: { id: cell.tree_id } }, body: { cells: [{ ...placeOf(cell), values: said, base }], words } }));
}

export async function askChange(cell: Target, values: { must: number; stretch: number | null }, reason: string, key: string): Promise<void> {
  must(await api.POST("/api/v1/targets/cells/{id}/change-requests", { params: { path: { id: cell.id } }, body: { ...values, reason }, headers: keyed(key) }));
}

export async function answerChange(cell: Target, granted: boolean, reason: string, key: string): Promise<void> {
  must(await api.POST("/api/v1/targets/cells/{id}/change-answers", { params: { path: { id: cell.id } }, body: { granted, reason }, headers: keyed(key) }));
}

export type Scope = "cell" | "year" | "below";
const chosen = (cell: Target, scope: Scope) => (scope === "cell" ? { cell_ids: [cell.id], below: false } : { cell_ids: [], node_id: cell.node_id, below: scope === "below" });

export const lock = async (cell: Target, scope: Scope, reason: string, key: string) =>
  must(await api.POST("/api/v1/targets/trees/{id}/locks", { params: { path: { id: cell.tree_id } }, body: { ...chosen(cell, scope), reason }, headers: keyed(key) })).changed;

export const unlock = async (cell: Target, scope: Scope, reason: string, key: string) =>
  must(await api.POST("/api/v1/targets/trees/{id}/unlocks", { params: { path: { id: cell.tree_id } }, body: { ...chosen(cell, scope), reason }, headers: keyed(key) })).changed;

export type NewReserve = Schemas["TargetReserveIn"];

export async function addReserve(cell: Target, body: NewReserve, key: string): Promise<void> {
  must(await api.POST("/api/v1/targets/cells/{id}/reserves", { params: { path: { id: cell.id } }, body, headers: keyed(key) }));
}

export async function endReserve({ id, version }: Reserve, state: "triggered" | "dropped", outcome: string): Promise<void> {
  must(await api.PATCH("/api/v1/targets/reserves/{id}", { params: { path: { id } }, body: { changes: { state, outcome }, version } }));
}

export async function removeReserve({ id }: Reserve): Promise<void> {
  must(await api.DELETE("/api/v1/targets/reserves/{id}", { params: { path: { id } } }));
}

const AT_ONCE = 500;

function parts<One>(all: readonly One[]): One[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, n) => all.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
}

export interface Refused {
  id: number;
  detail: string;
}

/** Says yes to many figures as they were seen; what cannot be is named. */
export async function acceptMany(tree: number, cells: readonly { id: number; version: number; side: Side }[], words: string, keyOf: (part: string) => string): Promise<{ taken: number[]; refused: Refused[] }> {
  const refused: Refused[] = [];
  const taken: number[] = [];
  for (const side of ["above", "below"] as const) {
    for (const [place, part] of parts(cells.filter((one) => one.side === side)).entries()) {
      const body = { cells: part.map(({ id, version }) => ({ id, version })), side, words };
      const { results } = must(await api.POST("/api/v1/targets/trees/{id}/acceptances", { params: { path: { id: tree } }, body, headers: keyed(keyOf(`${side} ${place} ${JSON.stringify(body.cells)}`)) }));
      for (const one of results) {
        if (one.ok && one.id !== null && one.id !== undefined) taken.push(one.id);
        else refused.push({ id: one.id ?? 0, detail: one.detail ?? one.code ?? "" });
      }
    }
  }
  return { taken, refused };
}

/** So many figures were said yes to in one step, and are what they were again. */
export async function takeBackMany(tree: number, ids: readonly number[]): Promise<void> {
  for (const part of parts(ids)) await takeBack(tree, part);
}

export async function proposeMany(tree: number, cells: readonly object[], words: string, keyOf: (part: string) => string): Promise<void> {
  for (const [place, part] of parts(cells).entries())
    must(await api.POST("/api/v1/targets/trees/{id}/proposals", { params: { path: { id: tree } }, body: { cells: part, words } as never, headers: keyed(keyOf(`${place} ${JSON.stringify(part)}`)) }));
}

export async function declareMany(tree: number, cells: readonly object[], words: string): Promise<void> {
  must(await api.PUT("/api/v1/targets/trees/{id}/declarations", { params: { path: { id: tree } }, body: { cells, words } as never }));
}
