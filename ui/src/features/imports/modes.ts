import type { ImportJob } from "@/api/types";
import type { ColumnMap } from "./mappingRules";

export const MODES = ["create", "update", "upsert"] as const;
export type Mode = (typeof MODES)[number];

/** What a person chose beside the columns: what becomes of records that are there, and how rows find them. */
export interface Choices {
  mode: Mode;
  match: readonly string[];
  clearEmpty: boolean;
}

/** As the run was started before, or as most imports are. */
export const chosen = ({ mode, options }: Pick<ImportJob, "mode" | "options">): Choices => ({
  mode,
  match: Array.isArray(options["match"]) ? (options["match"] as string[]) : [],
  clearEmpty: options["clear_empty"] === true,
});

/** The fields that may find records and have a column. */
export const matchable = ({ match_fields: fields }: Pick<ImportJob, "match_fields">, mapping: ColumnMap): string[] =>
  fields.filter((name) => Object.values(mapping).includes(name));

/** The chosen ones of these; the first where none of the chosen has a column any more. */
export function matching(job: Pick<ImportJob, "match_fields">, mapping: ColumnMap, { match }: Pick<Choices, "match">): string[] {
  const possible = matchable(job, mapping);
  const kept = match.filter((name) => possible.includes(name));
  return kept.length > 0 ? kept : possible.slice(0, 1);
}

/** The choices as the API takes them. */
export function optionsOf(job: Pick<ImportJob, "match_fields">, mapping: ColumnMap, choices: Choices): Record<string, unknown> {
  if (choices.mode === "create") return { mode: "create" };
  return { mode: choices.mode, match: matching(job, mapping, choices), ...(choices.clearEmpty && { clear_empty: true }) };
}
