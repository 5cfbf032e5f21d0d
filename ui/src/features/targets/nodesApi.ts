import { queryOptions } from "@tanstack/react-query";
import { api, must, newKey } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { BodyOf } from "@/api/types";
import { live } from "@/shared/live/meta";

export type TargetNode = components["schemas"]["NodeOut"];
export type NewNode = BodyOf<"/api/v1/targets/trees/{id}/nodes">;

/** What is asked again after a change of what stands in a tree. */
export const TREE_TOUCHES = ["target_tree", "target"] as const;

export const nodesQuery = (tree: number) =>
  queryOptions({
    queryKey: ["target_tree", "nodes", tree],
    queryFn: async ({ signal }): Promise<TargetNode[]> => must(await api.GET("/api/v1/targets/trees/{id}/nodes", { params: { path: { id: tree } }, signal })).items,
    meta: live("target_tree"),
  });

const keyed = (key: string) => ({ "Idempotency-Key": key }) as never;
const path = (tree: number, { id }: TargetNode) => ({ params: { path: { id: tree, node_id: id } } });

export async function addNode(tree: number, body: NewNode, key: string): Promise<void> {
  must(await api.POST("/api/v1/targets/trees/{id}/nodes", { params: { path: { id: tree } }, body, headers: keyed(key) }));
}

export async function editNode(tree: number, node: TargetNode, changes: object, base: object): Promise<void> {
  must(await api.PATCH("/api/v1/targets/trees/{id}/nodes/{node_id}", { ...path(tree, node), body: { changes, base, version: node.version } as never }));
}

export const moveNode = (tree: number, node: TargetNode, after: number | null) =>
  api.POST("/api/v1/targets/trees/{id}/nodes/{node_id}/moves", { ...path(tree, node), body: { after_id: after }, headers: keyed(newKey()) }).then(must);

export const endNode = (tree: number, node: TargetNode) => api.DELETE("/api/v1/targets/trees/{id}/nodes/{node_id}", path(tree, node));

export const bringBack = (tree: number, node: TargetNode) => api.POST("/api/v1/targets/trees/{id}/nodes/{node_id}/returns", { ...path(tree, node), headers: keyed(newKey()) });
