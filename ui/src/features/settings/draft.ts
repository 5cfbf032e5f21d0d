import { fieldOfDefinition } from "@/resource/custom/customFields";
import type { Definition } from "@/resource/custom/definitions";
import type { Field } from "@/resource/types";

export type FieldType = Definition["type"];

export const TYPES: readonly FieldType[] = ["text", "long_text", "number", "money", "date", "datetime", "bool", "choice", "choices"];
export const hasOptions = (type: FieldType): boolean => type === "choice" || type === "choices";
export const hasBounds = (type: FieldType): boolean => type === "number" || type === "money" || type === "date";
export const hasLength = (type: FieldType): boolean => type === "text" || type === "long_text";

/** What the drawer edits. An option without an id is new. */
export interface Draft {
  key: string;
  type: FieldType;
  labels: Record<string, string>;
  help: Record<string, string>;
  required: boolean;
  scale: number;
  minimum: number | string | null;
  maximum: number | string | null;
  max_length: number | null;
  default: unknown;
  options: readonly DraftOption[];
  section: string;
  listed: boolean;
  indexed: boolean;
}

export interface DraftOption {
  id: string;
  labels: Record<string, string>;
  retired: boolean;
}

const EMPTY: Draft = {
  key: "",
  type: "text",
  labels: {},
  help: {},
  required: false,
  scale: 0,
  minimum: null,
  maximum: null,
  max_length: null,
  default: null,
  options: [],
  section: "",
  listed: false,
  indexed: false,
};

export const draftOf = (field: Definition | undefined): Draft => (field ? { ...EMPTY, ...pick(field) } : EMPTY);

function pick(field: Definition): Partial<Draft> {
  const names = Object.keys(EMPTY) as (keyof Draft)[];
  return Object.fromEntries(names.map((name) => [name, field[name]])) as Partial<Draft>;
}

/** What is sent for a new field: what the type has no use for is left out. */
export function bodyOf(draft: Draft): Partial<Draft> {
  const { type } = draft;
  return {
    ...settings(draft),
    key: draft.key,
    type,
    ...(type === "number" && { scale: draft.scale }),
  };
}

/** What may be changed later. */
export function settings(draft: Draft): Partial<Draft> {
  const { type } = draft;
  return {
    labels: draft.labels,
    help: draft.help,
    required: draft.required,
    default: draft.default ?? null,
    section: draft.section,
    listed: draft.listed,
    indexed: draft.indexed,
    ...(hasBounds(type) && { minimum: draft.minimum, maximum: draft.maximum }),
    ...(hasLength(type) && { max_length: draft.max_length }),
    ...(hasOptions(type) && { options: draft.options.filter(({ id, labels }) => id !== "" || Object.values(labels).some(Boolean)) }),
  };
}

/** What differs from the field as it was. */
export function changesOf(draft: Draft, field: Definition): Partial<Draft> {
  const before = settings(draftOf(field)) as Record<string, unknown>;
  const now = Object.entries(settings(draft));
  return Object.fromEntries(now.filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

/** The control in which the default is filled in: the field's own. */
export const defaultField = (draft: Draft, language: string): Field =>
  fieldOfDefinition({ ...(draft as unknown as Definition), options: draft.options.filter(({ id }) => id !== "") as Definition["options"], required: false, key: "default" }, language);
