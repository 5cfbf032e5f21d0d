import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem, asProblem } from "@/api/problem";
import { conflictsOf, type Conflict } from "@/resource/detail/conflict";
import type { Field, Page, RecordRow, Resource, Values } from "@/resource/types";
import { editOf, recordKey, useRefresh } from "@/resource/useRecord";
import { problemText } from "@/shared/ui/problemText";
import { toast } from "@/shared/ui/toast";
import { withValue } from "./editable";
import { cellAt, editAt } from "./place";

export interface Clash<Row> {
  row: Row;
  field: Field;
  value: unknown;
  conflicts: readonly Conflict[];
}

export type Save<Row> = (row: Row, field: Field, value: unknown, base?: Values) => void;

/** Saves a cell: shown at once, put back where the server refuses, both versions shown where two changed it. */
export function useInlineEdit<Row extends RecordRow>(resource: Resource<Row>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = useRefresh();
  const [clash, setClash] = useState<Clash<Row>>();
  const save = useMemo(() => {
    const lists = { queryKey: [resource.kind, "list"] };
    const put = (id: number, change: (row: Row) => Row): void => {
      client.setQueriesData<InfiniteData<Page<Row>>>(lists, (data) =>
        data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((row) => (row.id === id ? change(row) : row)) })) },
      );
    };
    const give = async (row: Row, owner: unknown): Promise<void> => {
      const [result] = (await resource.bulk?.apply({ rows: [{ id: row.id, base: { owner_id: (row as unknown as Values)["owner_id"] } }], changes: { owner_id: owner } }))?.results ?? [];
      if (result && !result.ok) throw new ApiProblem(409, result.code ?? "", result.detail ?? "");
    };
    const send = async (row: Row, field: Field, value: unknown, base?: Values): Promise<void> => {
      if (field.name === "owner_id") return give(row, value);
      const act = resource.acts?.[field.name];
      if (act) {
        const changed = await act.run(row, value, base);
        return put(row.id, (old) => ({ ...old, ...changed }));
      }
      const saved = await resource.edit?.(row.id, editOf(row, { [field.name]: value, ...(base && { $base: base }) }));
      put(row.id, (old) => ({ ...old, ...saved }));
    };
    const run: Save<Row> = (row, field, value, base) => {
      const before = (row as unknown as Values)[field.name];
      void client.cancelQueries(lists); // an answer from before would put the old value back
      put(row.id, (old) => withValue(old, field, value));
      const refused = (error: unknown): void => {
        put(row.id, (old) => withValue(old, field, before));
        if (error instanceof DOMException && error.name === "AbortError") return setClash(undefined);
        const problem = asProblem(error);
        const conflicts = conflictsOf(problem);
        if (conflicts.length > 0) return setClash({ row, field, value, conflicts });
        const text = problemText(problem, t);
        if (cellAt(row.id, field.name)) editAt({ id: row.id, name: field.name, refused: { value, text } });
        else toast("bad", text);
      };
      const done = (): void => {
        void client.invalidateQueries({ queryKey: recordKey(resource.kind, row.id) });
        refresh(resource.kind);
        setClash(undefined);
      };
      void send(row, field, value, base).then(done, refused);
    };
    return run;
    // what a resource is does not change with each drawing; its kind says which it is
    // oxlint-disable-next-line react/exhaustive-deps
  }, [resource.kind, client, t]);
  return { save, clash, leave: () => setClash(undefined) };
}
