import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let minute = Math.floor(Date.now() / 60_000);
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  minute = Math.floor(Date.now() / 60_000);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present minute; draws the component again when it changes, so that "3 minutes ago" stays true. */
export const useNow = (): Date => new Date(useSyncExternalStore(subscribe, () => minute) * 60_000);
