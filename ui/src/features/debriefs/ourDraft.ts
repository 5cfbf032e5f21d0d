import type { Debrief } from "./debriefApi";

export interface Draft {
  seller: Readonly<Record<string, number>>;
  story: string;
  again: string;
  differently: string;
  competitor_id: number | null;
  price_heard_minor: number | null;
}

export const draftOf = ({ seller, story, again, differently, competitor_id, price_heard_minor }: Debrief): Draft => ({ seller, story, again, differently, competitor_id, price_heard_minor });

const NAMES = ["story", "again", "differently", "competitor_id", "price_heard_minor"] as const;

/** Somebody else wrote meanwhile: what is untouched here is theirs, what was changed here keeps what it was when it was read. */
export function rebased(held: Debrief, draft: Draft, now: Debrief): { held: Debrief; draft: Draft } {
  const mine = NAMES.filter((name) => draft[name] !== held[name]);
  const graded = JSON.stringify(draft.seller) !== JSON.stringify(held.seller);
  const kept = (from: Debrief | Draft) => ({ ...Object.fromEntries(mine.map((name) => [name, from[name]])), ...(graded && { seller: from.seller }) });
  return { held: { ...now, ...kept(held) } as Debrief, draft: { ...draftOf(now), ...kept(draft) } as Draft };
}

/** What is different from what was loaded, with what it was. */
export function changesOf(debrief: Debrief, draft: Draft): { changes: Record<string, unknown>; base: Record<string, unknown> } {
  const names = NAMES.filter((name) => draft[name] !== debrief[name]);
  const given = Object.fromEntries(Object.entries(draft.seller).filter(([, grade]) => grade > 0));
  const differs = JSON.stringify(Object.entries(given).sort()) !== JSON.stringify(Object.entries(debrief.seller).sort());
  return {
    changes: { ...Object.fromEntries(names.map((name) => [name, draft[name]])), ...(differs && { seller: given }) },
    base: Object.fromEntries(names.map((name) => [name, debrief[name]])),
  };
}
