import { useSyncExternalStore } from "react";

export interface ToastAction {
  label: string;
  run: () => void;
  /** Ctrl or ⌘ with Z does it, while the toast is there. */
  key?: boolean;
}

export interface Toast {
  id: number;
  tone: "good" | "bad" | "plain";
  text: string;
  /** One thing to do about it, such as undoing or opening what was made. */
  action?: ToastAction;
}

const LASTS = 4000;
const LASTS_WITH_ACTION = 10_000;

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

const clocks = new Map<number, ReturnType<typeof setTimeout>>();

/** It stays while somebody is on it. */
export function hold(id: number): void {
  clearTimeout(clocks.get(id));
}

export function letGo({ id, action }: Toast): void {
  hold(id);
  clocks.set(
    id,
    setTimeout(() => dismiss(id), action ? LASTS_WITH_ACTION : LASTS),
  );
}

export function dismiss(id: number): void {
  hold(id);
  clocks.delete(id);
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Tells the person something without taking their place on the screen. */
export function toast(tone: Toast["tone"], text: string, action?: Toast["action"]): void {
  const id = ++last;
  const next: Toast = action ? { id, tone, text, action } : { id, tone, text };
  publish([...toasts.slice(-2), next]);
  letGo(next);
}

/** The newest of those that a key takes back. */
export const keyed = (): Toast | undefined => toasts.findLast(({ action }) => action?.key);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts);
