import { useSyncExternalStore } from "react";

/** The exports that were started in this tab and are still being written: each is fetched by itself when it is ready. */
let underway: readonly number[] = [];
const listeners = new Set<() => void>();

function publish(next: readonly number[]): void {
  underway = next;
  for (const listener of listeners) listener();
}

export const track = (id: number): void => publish([...underway.filter((one) => one !== id), id]);

export const untrack = (id: number): void => publish(underway.filter((one) => one !== id));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useUnderway = (): readonly number[] => useSyncExternalStore(subscribe, () => underway);
