import type { TargetCredits } from "@/api/types";

/** A share while it is being written; its key is its place of birth. */
export interface ShareDraft {
  key: number;
  user_id: number | null;
  name: string;
  bp: number | null;
}

const WHOLE = 10_000;

export const shareOf = (share: TargetCredits["shares"][number], key: number): ShareDraft => ({ key, user_id: share.user_id, name: share.user_name, bp: share.bp });

export const bpSum = (shares: readonly ShareDraft[]): number => shares.reduce((sum, { bp }) => sum + (bp ?? 0), 0);

/** A new line has what is still to be given. */
export const newShare = (shares: readonly ShareDraft[]): ShareDraft => ({
  key: Math.max(-1, ...shares.map(({ key }) => key)) + 1,
  user_id: null,
  name: "",
  bp: WHOLE - bpSum(shares) > 0 ? WHOLE - bpSum(shares) : null,
});

/** The same for each; what cannot be divided goes to the first. */
export function evenly(shares: readonly ShareDraft[]): ShareDraft[] {
  const part = Math.floor(WHOLE / shares.length);
  const rest = WHOLE - part * shares.length;
  return shares.map((one, place) => ({ ...one, bp: part + (place < rest ? 1 : 0) }));
}

/** Everybody named, nobody twice, and all of it. */
export const isWhole = (shares: readonly ShareDraft[]): boolean => {
  const people = shares.map(({ user_id: id }) => id);
  return bpSum(shares) === WHOLE && shares.every(({ bp }) => (bp ?? 0) > 0) && !people.includes(null) && new Set(people).size === people.length;
};

export const sentShares = (shares: readonly ShareDraft[]): { user_id: number; bp: number }[] => shares.map(({ user_id: id, bp }) => ({ user_id: id ?? 0, bp: bp ?? 0 }));
