import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { flat } from "./custom/customFields";
import { liveOne } from "@/shared/live/meta";
import type { Edit, RecordRow, Resource, Values } from "./types";

export const recordKey = (kind: string, id: number) => [kind, "one", id] as const;

/** One record, followed live. */
export function useRecord<Row extends RecordRow>(resource: Resource<Row>, id: number) {
  return useQuery({
    queryKey: recordKey(resource.kind, id),
    queryFn: ({ signal }) => {
      if (!resource.get) throw new Error(`${resource.kind} has no page of its own`);
      return resource.get(id, signal).then(flat);
    },
    meta: liveOne(resource.kind, id),
  });
}

/** After a write: everything shown of these kinds is asked again. */
export function useRefresh(): (...kinds: string[]) => void {
  const client = useQueryClient();
  return (...kinds) => {
    const wanted = new Set([...kinds, "timeline"]);
    void client.invalidateQueries({
      predicate: ({ queryKey, meta }) => {
        const shown = (meta as { live?: { kinds: readonly string[] } } | undefined)?.live?.kinds ?? [];
        return wanted.has(String(queryKey[0])) || shown.some((kind) => wanted.has(kind));
      },
    });
  };
}

/** Saves changed fields of a record with the values they were changed from. */
export function useEditRecord<Row extends RecordRow>(resource: Resource<Row>, row: Row) {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (changes: Values & { $base?: Values }) => {
      if (!resource.edit) throw new Error(`${resource.kind} cannot be edited`);
      return resource.edit(row.id, editOf(row, changes));
    },
    onSuccess: (saved) => {
      client.setQueryData(recordKey(resource.kind, row.id), flat(saved));
      refresh(resource.kind);
    },
  });
}

/** The edit on the wire. `$base` stands for the values on the screen when the person overrules a conflict. */
export function editOf(row: RecordRow, { $base, ...changes }: Values & { $base?: Values }): Edit {
  const seen = row as unknown as Values;
  const base = $base ?? Object.fromEntries(Object.keys(changes).map((name) => [name, seen[name] ?? null]));
  const edit: Edit = { changes, base };
  if (!$base && row.version !== undefined) edit.version = row.version;
  return edit;
}
