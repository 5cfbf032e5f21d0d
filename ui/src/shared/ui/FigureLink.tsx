import type { ReactNode } from "react";
import { stringifySearch } from "@/shared/urlSearch";
import { PathLink } from "./PathLink";

export interface FigureTarget {
  path: string;
  params: Record<string, unknown>;
}

/** The screen with exactly the records behind a number. */
export const pathOf = ({ path, params }: FigureTarget): string => path + stringifySearch({ view: "all", ...params });

/** A number that opens its records; plain where no list can show exactly those. */
export function FigureLink({ link, className, children }: { link: FigureTarget | null; className?: string | undefined; children: ReactNode }) {
  if (!link) return <span className={className}>{children}</span>;
  return (
    <PathLink to={pathOf(link)} className={className}>
      {children}
    </PathLink>
  );
}
