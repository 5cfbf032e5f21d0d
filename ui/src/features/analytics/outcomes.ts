import type { FigureTarget } from "@/shared/ui/FigureLink";

/** What becomes of a lead, the best first. */
export const OUTCOMES = ["converted", "qualified", "contacted", "assigned", "new", "invalid"] as const;

/** The records of a row in one state. */
export const withStatus = (link: FigureTarget, status: string): FigureTarget => ({ ...link, params: { ...link.params, status } });
