import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];

/** What the form of a meeting or a series holds. */
export interface Plan {
  kind: Schemas["MeetingKind"];
  title: string;
  again: boolean;
  starts_at: string;
  minutes: number;
  repeat: Schemas["MeetingRepeat"];
  weekdays: number[];
  number: number;
  at: string;
  skip_holidays: boolean;
  unit_id: number | null;
  people: number[];
  minute_taker_id: number | null;
  place: string;
}

export const START: Plan = {
  kind: "weekly",
  title: "",
  again: false,
  starts_at: "",
  minutes: 30,
  repeat: "weekly",
  weekdays: [0],
  number: 1,
  at: "09:00",
  skip_holidays: true,
  unit_id: null,
  people: [],
  minute_taker_id: null,
  place: "",
};

/** What of it is sent: of a single one its moment, of a series its rhythm; a one-to-one has no unit. */
export function bodyOf({ again, starts_at, repeat, weekdays, number, at, skip_holidays, unit_id, ...plan }: Plan): object {
  const shared = { ...plan, title: plan.title.trim(), unit_id: plan.kind === "one_to_one" ? null : unit_id };
  if (!again) return { ...shared, starts_at };
  return { ...shared, repeat, at, skip_holidays, ...(repeat === "weekly" ? { weekdays } : { number }) };
}
