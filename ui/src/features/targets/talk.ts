import type { Tone } from "@/shared/ui/Mark";
import type { Talk } from "./declaring";

export const TALK_TONES: Record<Talk, Tone> = { locked: "plain", agreed: "good", differs: "warn", declared: "accent", given: "accent", open: "plain" };
