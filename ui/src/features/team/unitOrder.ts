import type { Unit } from "@/api/types";

type Known = Pick<Unit, "id" | "parent_id">;

/** Units in the order of the tree, each with its depth. One whose parent is not there stands at the top. */
export function inTreeOrder<U extends Known>(units: readonly U[]): { unit: U; depth: number }[] {
  const known = new Set(units.map(({ id }) => id));
  const below = (parent: number | null, depth: number): { unit: U; depth: number }[] =>
    units
      .filter(({ parent_id: id }) => (id !== null && known.has(id) ? id : null) === parent)
      .flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)]);
  return below(null, 0);
}
