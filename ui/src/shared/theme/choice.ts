import { useSyncExternalStore } from "react";
import type { Mode } from "./tokens";

export const THEMES = ["light", "dark", "system"] as const;
export type ThemeChoice = (typeof THEMES)[number];

const KEY = "dabiao.theme";
const listeners = new Set<() => void>();
export const isThemeChoice = (value: unknown): value is ThemeChoice => THEMES.includes(value as ThemeChoice);

const kept = localStorage.getItem(KEY);
let choice: ThemeChoice = isThemeChoice(kept) ? kept : "system";

/** Makes a theme current on this browser and remembers it. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  localStorage.setItem(KEY, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);

/** The mode on the screen: what was chosen, or what the system prefers. */
export function useMode(): Mode {
  const chosen = useThemeChoice();
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  if (chosen === "system") return systemDark ? "dark" : "light";
  return chosen;
}

/** Whether a media query holds now; follows it. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
  );
}

export const useIsPhone = (): boolean => useMedia("(max-width: 767px)");
