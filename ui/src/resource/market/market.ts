import type { components } from "@/api/schema.gen";
import { live } from "@/shared/live/meta";

type Schemas = components["schemas"];

export type MarketNote = MarketNoteRow & Partial<Omit<Schemas["MarketNoteDetail"], keyof MarketNoteRow>>;
export type MarketNoteRow = Schemas["MarketNoteOut"];
export type CompetitorPageData = Schemas["CompetitorPage"];
export type BattleCard = Schemas["BattleCardOut"];
export type BattleCardRow = Schemas["BattleCardRow"];
export type DealRival = Schemas["DealRival"];
export type DealCard = Schemas["DealCard"];

/** The parts of a battle card, in the order in which they are read. */
export const PARTS = ["claims", "answers", "traps", "proof", "price_position", "dos", "donts"] as const;

/** What moves a battle card on the screen: itself, the notes beside it, deals that end. */
export const CARD_LIVE = live("battle_card", "market", "opportunity");

/** The points of a part, a line each; the same said twice is one point. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];
