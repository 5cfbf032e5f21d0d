import { useSyncExternalStore } from "react";

export interface Line {
  id: number;
  title: string;
  text: string;
}

/** What became of the records of which not all went as asked. */
export interface Report {
  title: string;
  lines: readonly Line[];
  action?: { label: string; run: () => void };
}

let shown: Report | undefined;
const listeners = new Set<() => void>();

/** Shows a report; it stands by itself, since what asked for it is gone with the selection. */
export function report(next: Report | undefined): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useReport = (): Report | undefined => useSyncExternalStore(subscribe, () => shown);
