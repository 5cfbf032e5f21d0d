import type { Tone } from "@/shared/ui/Mark";

export const TONES: Readonly<Record<string, Tone>> = { draft: "plain", live: "good", closed: "warn", received: "good", joined: "accent", suspected: "warn", dismissed: "plain" };
