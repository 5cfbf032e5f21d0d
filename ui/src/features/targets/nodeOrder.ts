/** Nodes of a tree, parents first: how deep each stands, and where it goes when it moves by one among its own. */
import type { TargetNode } from "./nodesApi";

type Placed = Pick<TargetNode, "id" | "parent_id">;

export interface Standing<One extends Placed> {
  node: One;
  depth: number;
  /** Right after which one it stands once it is one further up or down (null: first); undefined where it cannot. */
  up: number | null | undefined;
  down: number | undefined;
}

export function standing<One extends Placed>(nodes: readonly One[]): Standing<One>[] {
  const depths = new Map<number, number>();
  const levels = new Map<number | null, number[]>();
  for (const { id, parent_id: parent } of nodes) {
    depths.set(id, parent === null ? 0 : (depths.get(parent) ?? -1) + 1);
    levels.set(parent, [...(levels.get(parent) ?? []), id]);
  }
  return nodes.map((node) => {
    const level = levels.get(node.parent_id) ?? [];
    const at = level.indexOf(node.id);
    return { node, depth: depths.get(node.id) ?? 0, up: at === 0 ? undefined : (level[at - 2] ?? null), down: level[at + 1] };
  });
}
