import { useMemo } from "react";
import { useMe } from "@/shared/session/session";
import type { ListSpec, View } from "./types";

/** Adds the views "team" and "mine" for those who see more than their own; the others need none. */
export function useOwnView<Row>(spec: ListSpec<Row>, kind: string): ListSpec<Row> {
  const { id, permissions } = useMe();
  const scope = permissions[`${kind}.read`];
  return useMemo(() => {
    if (scope === "own" || scope === undefined) return spec;
    const views: View[] = [
      { key: "team", query: {} },
      { key: "mine", query: { owner_id: id } },
    ];
    return { ...spec, views };
  }, [spec, scope, id]);
}
