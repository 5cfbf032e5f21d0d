import { CUSTOM } from "@/resource/custom/customFields";
import type { Column, Field, RecordRow, Resource, Values } from "@/resource/types";

/** Of these a person may not even type one: their controls are too large for a cell, or they need more than a value. */
const NOT_HERE = new Set(["customer", "contract", "unit"]);

/** The field that is changed by editing this column, if any. Who has a record is changed by giving it to somebody. */
export function fieldBehind<Row extends RecordRow>(resource: Resource<Row>, { name, render, edits }: Column<Row>, may: (permission: string) => boolean): Field | undefined {
  const act = edits && resource.acts?.[edits];
  if (act) return may(`${resource.kind}.${act.verb}`) ? resource.fields.find((one) => one.name === edits) : undefined;
  const given = name === "owner_name";
  const field = resource.fields.find((one) => one.name === (given ? "owner_id" : name));
  if (given) return resource.bulk && may(`${resource.kind}.assign`) ? field : undefined;
  const fits = field && !field.readOnly && !render && !NOT_HERE.has(field.kind);
  return fits && resource.edit && may(`${resource.kind}.edit`) ? field : undefined;
}

/** A number shown masked cannot be changed by who does not see it. */
export const isHidden = (row: RecordRow, { name }: Field): boolean => String((row as unknown as Values)[name] ?? "").includes("*");

/** What is chosen from a list is saved at once; what is typed, when one leaves it. */
export const savesAtOnce = ({ kind, multiple }: Field): boolean => (kind === "select" && !multiple) || kind === "person" || kind === "date" || kind === "datetime" || kind === "bool";

/** What the control of a field is given: ids among the choices of a list are texts. */
export function valueIn(row: RecordRow, { name, kind }: Field): unknown {
  const value = (row as unknown as Values)[name];
  return kind === "select" && typeof value === "number" ? String(value) : value;
}

/** A row as it will be, before the server has said so; custom values lie together on the wire. */
export function withValue<Row>(row: Row, field: Field, value: unknown, shown?: string): Row {
  if (field.name.startsWith(CUSTOM)) return { ...row, fields: { ...(row as { fields?: Values }).fields, [field.name.slice(CUSTOM.length)]: value } };
  return { ...row, [field.name]: value, ...(field.shown && shown !== undefined && { [field.shown]: shown }) };
}
