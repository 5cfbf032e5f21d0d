import { useState } from "react";
import type { Column } from "@/resource/types";

const keyOf = (kind: string): string => `dabiao.columns.${kind}`;

function read(kind: string): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(kind)) ?? "null");
    return Array.isArray(kept) ? kept.map(String) : null;
  } catch {
    return null;
  }
}

/** Which columns of a list this person wants on this browser. The first column always stays. */
export function useColumnChoice<Row>(kind: string, columns: readonly Column<Row>[]) {
  const [chosen, setChosen] = useState(() => read(kind) ?? columns.filter(({ optional }) => !optional).map(({ name }) => name));
  const choose = (names: string[]): void => {
    localStorage.setItem(keyOf(kind), JSON.stringify(names));
    setChosen(names);
  };
  const visible = columns.filter(({ name }, index) => index === 0 || chosen.includes(name));
  return { visible, chosen: visible.map(({ name }) => name), choose };
}
