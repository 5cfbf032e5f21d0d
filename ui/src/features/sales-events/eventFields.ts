import type { Field } from "@/resource/types";
import { KINDS, type SalesEvent } from "./eventApi";

const WHAT: readonly Field[] = [
  { name: "name", kind: "text", required: true, maxLength: 120 },
  { name: "kind", kind: "select", enum: "sales_event_kind", values: KINDS, required: true },
  { name: "starts_at", kind: "datetime", required: true },
  { name: "ends_at", kind: "datetime", required: true },
  { name: "place", kind: "text", maxLength: 200 },
  { name: "capacity", kind: "number", help: "screens.salesEvents.help.capacity" },
];
const GOALS: readonly Field[] = [
  { name: "goal_invited", kind: "number" },
  { name: "goal_attended", kind: "number" },
  { name: "goal_deals", kind: "number" },
  { name: "goal_signed_minor", kind: "money" },
  { name: "goal_received_minor", kind: "money" },
];
const HOW: readonly Field[] = [
  { name: "introduction", kind: "textarea", maxLength: 1000, help: "screens.salesEvents.help.introduction" },
  { name: "language", kind: "select", enum: "sales_event_language", values: ["zh-Hans", "zh-Hant", "en"], help: "screens.salesEvents.help.language" },
  { name: "window_days", kind: "number", required: true, help: "screens.salesEvents.help.window" },
  { name: "remind_days", kind: "number", required: true },
];

/** What is asked of an event; campaigns only of who sees them. */
export const eventFields = (campaigns: Readonly<Record<string, string>>): readonly Field[] => {
  const values = Object.keys(campaigns);
  const campaign: readonly Field[] = values.length > 0 ? [{ name: "campaign_id", kind: "select", values, labels: campaigns, help: "screens.salesEvents.help.campaign" }] : [];
  return [...WHAT, ...campaign, ...GOALS, ...HOW];
};

const EMPTY = new Set(["capacity", "campaign_id", "goal_invited", "goal_attended", "goal_deals", "goal_signed_minor", "goal_received_minor"]);

/** As the server takes it: a number chosen by its text, and null for what was emptied. */
export function eventValues(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const whole = Object.entries(values).map(([name, value]): [string, unknown] => {
    if (EMPTY.has(name) && (value === "" || value === undefined)) return [name, null];
    return [name, name === "campaign_id" && typeof value === "string" ? Number(value) : value];
  });
  return Object.fromEntries(whole);
}

/** What a form for this event begins with. */
export function initialOf(event: SalesEvent, fields: readonly Field[]): Record<string, unknown> {
  const held = event as unknown as Record<string, unknown>;
  const values = fields.map(({ name }): [string, unknown] => [name, name === "campaign_id" && event.campaign_id !== null ? String(event.campaign_id) : held[name]]);
  return Object.fromEntries(values.filter(([, value]) => value !== null && value !== ""));
}

/** Only what is otherwise than it was. */
export function changesOf(event: SalesEvent, fields: readonly Field[], values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const held = event as unknown as Record<string, unknown>;
  const wanted = eventValues(Object.fromEntries(fields.map(({ name, kind }) => [name, values[name] ?? (EMPTY.has(name) || kind === "number" ? null : "")])));
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== held[name] && !(name.endsWith("_at") && same(value, held[name]))));
}

const same = (one: unknown, other: unknown): boolean => typeof one === "string" && typeof other === "string" && Date.parse(one) === Date.parse(other);
