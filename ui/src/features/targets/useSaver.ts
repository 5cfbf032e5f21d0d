import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/api/client";
import { isDeclared, type Kept } from "./gridModel";
import { Saver, type Sent, type State } from "./Saver";
import type { TargetCell, TargetGrid } from "./types";

async function put(tree: number, cells: Sent[], what: "lines" | "declared", words: string): Promise<void> {
  const params = { path: { id: tree } };
  if (what === "lines") await api.PUT("/api/v1/targets/trees/{id}/cells", { params, body: { cells, reason: words } as never });
  else await api.PUT("/api/v1/targets/trees/{id}/declarations", { params, body: { cells, words } as never });
}

const changed = (cell: TargetCell | null, { field, value }: Kept): TargetCell => ({
  ...(cell ?? { id: 0, version: 0, agreed: false, locked: false }),
  [field]: value,
  ...(!isDeclared(field) && { agreed: false }),
});

/** The sheet with figures that the server has taken: it need not be asked for them to be seen. */
export function withSaved(grid: TargetGrid, figures: readonly Kept[]): TargetGrid {
  const byNode = new Map<number, Kept[]>();
  for (const one of figures) byNode.set(one.node_id, [...(byNode.get(one.node_id) ?? []), one]);
  const places = new Map(grid.periods.map(({ starts_on: first }, place) => [first, place]));
  const rows = grid.rows.map((row) => {
    const own = byNode.get(row.node_id);
    if (!own) return row;
    const next = { ...row, cells: [...row.cells] };
    for (const one of own) {
      const at = places.get(one.starts_on);
      if (one.grain === grid.grain && at !== undefined) next.cells[at] = changed(next.cells[at] ?? null, one);
      if (one.grain === "year") next.year = changed(next.year, one);
    }
    return next;
  });
  return { ...grid, rows };
}

/** The figures of a tree on their way to the server; they outlive a change of the periods shown. */
export function useSaver(tree: number): [Saver, State] {
  const client = useQueryClient();
  const [saver] = useState(
    () =>
      new Saver({
        send: (cells, what, words) => put(tree, cells, what, words),
        saved: (figures) => {
          for (const [key, grid] of client.getQueriesData<TargetGrid>({ queryKey: ["target_tree", "grid", tree] })) if (grid) client.setQueryData(key, withSaved(grid, figures));
          void client.invalidateQueries({ queryKey: ["target_tree", "grid", tree] });
        },
        stale: () => void client.invalidateQueries({ queryKey: ["target_tree", "grid", tree] }),
      }),
  );
  const state = useSyncExternalStore(saver.subscribe, () => saver.state);
  useEffect(() => {
    const again = () => saver.retry();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [saver]);
  useEffect(() => {
    if (state.kept.size === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [state.kept]);
  return [saver, state];
}
