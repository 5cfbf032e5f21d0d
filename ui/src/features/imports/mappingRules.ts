import type { ImportJob } from "@/api/types";

type Known = Pick<ImportJob, "columns" | "fields">;

/** Column → field; an empty field leaves the column out. */
export type ColumnMap = Record<string, string>;

/** Sets a column's field, and takes the field away from the column that had it: a field has one column. */
export function assignField(mapping: ColumnMap, column: string, field: string): ColumnMap {
  const others = Object.entries(mapping).filter(([, taken]) => taken !== field || field === "");
  return { ...Object.fromEntries(others), [column]: field };
}

/** The fields that must have a column and have none. */
export const missing = ({ fields }: Known, mapping: ColumnMap): string[] =>
  fields.filter(({ name, required }) => required && !Object.values(mapping).includes(name)).map(({ name }) => name);

/** How many columns will be read. */
export const used = (mapping: ColumnMap): number => Object.values(mapping).filter(Boolean).length;
