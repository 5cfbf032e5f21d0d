import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  tone: "good" | "bad" | "plain";
  text: string;
  /** One thing to do about it, such as undoing or opening what was made. */
  action?: { label: string; run: () => void };
}

const LASTS = 4000;
const LASTS_WITH_ACTION = 9000;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismiss(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Tells the person something without taking their place on the screen. */
export function toast(tone: Toast["tone"], text: string, action?: Toast["action"]): void {
  const id = ++last;
  publish([...toasts.slice(-2), action ? { id, tone, text, action } : { id, tone, text }]);
  setTimeout(() => dismiss(id), action ? LASTS_WITH_ACTION : LASTS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts);
