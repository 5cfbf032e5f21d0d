import type { Message } from "@/api/types";

const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, "微信"],
  [/Edg\//, "Edge"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

const first = (known: readonly [RegExp, string][], text: string): string => known.find(([mark]) => mark.test(text))?.[1] ?? "";

/** A browser's long word for itself, in short. */
export const deviceOf = (agent: string): string => [first(BROWSERS, agent), first(SYSTEMS, agent)].filter(Boolean).join(" · ");

const LAST = 5;

/** What the visitor said last, for the remark of a lead. */
export const lastWords = (said: readonly Message[]): string =>
  said
    .filter(({ author, text }) => author === "visitor" && text)
    .slice(-LAST)
    .map(({ text }) => text)
    .join("\n");
