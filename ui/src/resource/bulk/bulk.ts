import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BulkAnswer, BulkRow } from "@/api/types";
import type { RecordRow, Resource, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { report, type Line } from "./reports";
import { ALSO } from "./takeBack";

/** What a row held of the fields to change, so that nobody's change is overwritten unseen. */
export function baseOf(row: RecordRow, changes: Values): Values {
  const seen = row as unknown as Values;
  return Object.fromEntries(Object.keys(changes).flatMap((name) => (name in seen ? [[name, seen[name] ?? null]] : [])));
}

const failed = ({ ok }: BulkRow): boolean => !ok;

/** Changes many records at once; says what became of each, and offers to take it back. */
export function useBulk<Row extends RecordRow>(resource: Resource<Row>, rows: readonly Row[], onDone: () => void) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const undo = useUndo(resource, rows);
  const titles = titlesOf(resource, rows);
  const finish = ({ id, results }: BulkAnswer): void => {
    refresh(resource.kind, ...(ALSO[resource.kind] ?? []));
    onDone();
    const done = results.filter(({ outcome }) => outcome === "done").length;
    const bad = results.filter(failed);
    const same = results.length - done - bad.length;
    const words = [t("shell.bulk.changed", { n: done }), same > 0 && t("shell.bulk.same", { n: same }), bad.length > 0 && t("shell.bulk.failed", { n: bad.length })];
    const text = words.filter(Boolean).join(t("shell.comma"));
    const back = id === null ? undefined : { label: t("shell.undo"), run: () => undo(id), key: true };
    toast(bad.length > 0 ? "plain" : "good", text, back);
    if (bad.length > 0) report({ title: text, lines: bad.map((one) => ({ id: one.id, title: titles(one.id), text: one.detail ?? one.code ?? "" })), ...(back && { action: back }) });
  };
  const change = async (changes: Values): Promise<void> => {
    if (!resource.bulk) throw new Error(`${resource.kind} cannot be changed by the dozen`);
    finish(await resource.bulk.apply({ rows: rows.map((row) => ({ id: row.id, base: baseOf(row, changes) })), changes }));
  };
  return { change, finish };
}

const titlesOf = <Row extends RecordRow>(resource: Resource<Row>, rows: readonly Row[]) => {
  const known = new Map(rows.map((row) => [row.id, resource.title(row)]));
  return (id: number): string => known.get(id) ?? `#${id}`;
};

function useUndo<Row extends RecordRow>(resource: Resource<Row>, rows: readonly Row[]): (id: number) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const titles = titlesOf(resource, rows);
  const word = (field: string): string => t([`fields.${resource.kind}.${field}`, "shell.bulk.field"]);
  const run = async (id: number): Promise<void> => {
    const { results } = must(await api.POST("/api/v1/bulk-edits/{id}/undo", { params: { path: { id } } }));
    refresh(resource.kind, ...(ALSO[resource.kind] ?? []));
    const kept = results.filter(({ outcome }) => outcome !== "undone");
    const text = [t("shell.bulk.undone", { n: results.length - kept.length }), kept.length > 0 && t("shell.bulk.kept", { n: kept.length })].filter(Boolean).join(t("shell.comma"));
    toast(kept.length > 0 ? "plain" : "good", text);
    const lines = kept.map((row): Line => ({ id: row.id, title: titles(row.id), text: row.kept.map(({ field, detail }) => (field ? `${word(field)}: ${detail}` : detail)).join("; ") }));
    if (kept.length > 0) report({ title: text, lines });
  };
  return (id) => void run(id).catch(tell);
}
