import type { i18n as I18n } from "i18next";
import type { TimelineEntry } from "@/api/types";
import type { StoredFile } from "@/resource/files/files";
import { absolute, moneyExact } from "@/shared/format";
import { isLanguage } from "@/shared/i18n/language";

type Data = Readonly<Record<string, unknown>>;

export interface FieldChange {
  name: string;
  before: unknown;
  after: unknown;
}

const isPair = (value: unknown): value is [unknown, unknown] => Array.isArray(value) && value.length === 2;

/** The changed fields that an event tells of. */
export const changesOf = ({ changes }: Data): FieldChange[] => changesIn(changes);

/** What changed in something that stands on this timeline and is another kind of record: a contact, a task. */
export function revisedOf(event: string, { revised }: Data): { kind: string; changes: FieldChange[] } | null {
  const [kind = ""] = event.split(".");
  const changes = changesIn(revised);
  return changes.length > 0 ? { kind, changes } : null;
}

/** The files that an entry brings, as they stand now; a comment shows its own. */
export function filesOf({ kind, data }: Pick<TimelineEntry, "kind" | "data">): StoredFile[] {
  if (kind === "file.added") return data["file"] ? [data["file"] as StoredFile] : [];
  return kind === "activity.logged" && Array.isArray(data["files"]) ? (data["files"] as StoredFile[]) : [];
}

/** The conversation that an entry tells of, to be read whole. */
export function talkOf({ kind, data }: Pick<TimelineEntry, "kind" | "data">): number | null {
  return kind.startsWith("conversation.") && typeof data["conversation_id"] === "number" ? data["conversation_id"] : null;
}

function changesIn(changes: unknown): FieldChange[] {
  if (typeof changes !== "object" || changes === null) return [];
  return Object.entries(changes).flatMap(([name, pair]) => (isPair(pair) ? [{ name, before: pair[0], after: pair[1] }] : []));
}

/** The custom values that an event tells of, and the kind of record that holds them: `receipt.recorded` → a receipt's. */
export function customOf(event: string, { fields }: Data): { kind: string; values: Record<string, unknown> } {
  const [kind = ""] = event.split(".");
  return { kind, values: typeof fields === "object" && fields !== null ? { ...fields } : {} };
}

const SPOKEN = ["content", "note", "remark"];

/** What a person wrote by hand, if the event carries it. */
export const spokenOf = (data: Data): string =>
  SPOKEN.flatMap((name) => (typeof data[name] === "string" && data[name] !== "" ? [data[name]] : []))[0] ?? "";

/** The event's data as words for its text: values of enums said, moments and money written out; what the company named itself
 * (a stage beside its code) by that name. */
export function eventParams(kind: string, data: Data, i18n: I18n): Record<string, unknown> {
  const [subject = ""] = kind.split(".");
  const currency = currencyOf(data);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, data[`${name}_name`] || said(subject, name, value, currency, i18n)]));
}

/** What an event's amounts are in; older events of edits do not say, and were all in yuan. */
export const currencyOf = ({ currency }: Data): string => (typeof currency === "string" && currency) || "CNY";

/** Where the words of a value may stand: under its own kind, under a compound name, or for all. */
const ENUM_NAMES: readonly ((subject: string, name: string) => string)[] = [
  (subject, name) => `${subject}.${name}`,
  (subject, name) => `${subject}_${name}`,
  (_subject, name) => (name === "reason" ? "invalid_reason" : name),
  (_subject, name) => name.replace(/^(from|to)_/, ""), // from_stage
];

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/; // whatever it is called: `until`, `before`, `moved_from`

function said(subject: string, name: string, value: unknown, currency: string, i18n: I18n): unknown {
  const language = isLanguage(i18n.language) ? i18n.language : "zh-Hans";
  if (value === null || value === undefined) return "";
  if (name.endsWith("_minor") && typeof value === "number") return moneyExact(value, currency, language);
  if (typeof value !== "string") return value;
  if (name.endsWith("_at") || MOMENT.test(value)) return absolute(value);
  const known = ENUM_NAMES.map((nameOf) => `enums.${nameOf(subject, name)}.${value}`).find((key) => i18n.exists(key));
  return known ? i18n.t(known) : value;
}
