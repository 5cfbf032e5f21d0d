import { paletteOf, type Mode } from "@/shared/theme/tokens";
import type { FigureTarget } from "@/shared/ui/FigureLink";

/** What becomes of a lead, the best first. */
export const OUTCOMES = ["converted", "qualified", "contacted", "assigned", "new", "invalid"] as const;

/** One hue for what went well, deeper the further it came; greys for the rest. */
export function shades(mode: Mode): string[] {
  const { accent, context, line } = paletteOf(mode);
  const steps = mode === "dark" ? ["#3d66c4", "#2c4a91"] : ["#7ea0ff", "#b9ccff"];
  return [accent, ...steps, context, line, mode === "dark" ? "#333944" : "#eceff3"];
}

/** The records of a row in one state. */
export const withStatus = (link: FigureTarget, status: string): FigureTarget => ({ ...link, params: { ...link.params, status } });
