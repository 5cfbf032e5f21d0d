import type { TFunction } from "i18next";
import type { components } from "@/api/schema.gen";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";

type Schemas = components["schemas"];
export type QuotaKind = Schemas["QuotaKindName"];
export type QuotaCell = Schemas["QuotaCell"];
export type QuotaMine = Schemas["QuotaMine"];
export type QuotaTeam = Schemas["QuotaTeam"];
export type Teammate = Schemas["QuotaTeammate"];
export type QuotaDay = Schemas["QuotaDay"];
export type Span = Schemas["QuotaSpan"];

/** Whatever changes one of these changes what was done, or what is asked. */
export const WORK = live("activity", "lead", "customer", "quota", "quota_kind", "quota_terms", "quota_count");

/** A day goes on while the screen stands still. */
export const MINUTE = 60_000;

export const kindText = (t: TFunction, { name, code }: Pick<QuotaKind, "name" | "code">): string => name || enumText(t, "quota_kind", code);

export const TONES = { reached: "good", on_pace: "accent", behind: "warn", none: "plain" } as const;
