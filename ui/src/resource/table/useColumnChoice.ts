import { useState } from "react";
import type { Column } from "@/resource/types";
import { readPlan, writePlan, type PlannedColumn } from "@/resource/views/plan";

const keyOf = (kind: string): string => `dabiao.columns.${kind}`;

function read(kind: string): string {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(kind)) ?? "null");
    return Array.isArray(kept) ? kept.map(String).join(",") : "";
  } catch {
    return "";
  }
}

/**
 * The columns of a list in their order and width: those of the saved view (`plan`, kept through `keep`), else what this
 * person wants on this browser. The first column always stays first.
 */
export function useColumnChoice<Row>(kind: string, columns: readonly Column<Row>[], plan: string, keep?: (plan: string) => void) {
  const [own, setOwn] = useState(() => read(kind));
  const usual = columns.filter(({ optional }) => !optional).map(({ name }) => name).join(",");
  const planned = readPlan(plan || own || usual);
  const title = columns[0];
  const known = planned.filter(({ name }) => name !== title?.name && columns.some((column) => column.name === name));
  const chosen: PlannedColumn[] = title ? [{ name: title.name, width: planned.find(({ name }) => name === title.name)?.width ?? null }, ...known] : known;
  const visible = chosen.flatMap(({ name, width }) => {
    const column = columns.find((one) => one.name === name);
    return column ? [width ? { ...column, width } : column] : [];
  });
  const choose = (next: readonly PlannedColumn[]): void => {
    const text = writePlan(next);
    if (keep) return keep(text);
    localStorage.setItem(keyOf(kind), JSON.stringify(text.split(",")));
    setOwn(text);
  };
  return { visible, chosen, choose };
}
