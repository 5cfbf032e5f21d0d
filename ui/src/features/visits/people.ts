import type { Visit, VisitPerson } from "@/api/types";

/** Who goes along, as a form has them. */
export interface Along {
  coach: number | null;
  coached: number | null;
  companions: readonly number[];
}

export const NOBODY: Along = { coach: null, coached: null, companions: [] };

export function alongOf({ participants }: Pick<Visit, "participants">): Along {
  const of = (part: string): number[] => participants.filter((one) => one.part === part).map(({ user_id: id }) => id);
  return { coach: of("coach")[0] ?? null, coached: of("coached")[0] ?? null, companions: of("companion") };
}

const one = (user: number | null, part: "coach" | "coached"): VisitPerson[] => (user === null ? [] : [{ user_id: user, part }]);

/** As the server takes them. The coached is left to it where nobody is named: then it is the owner. */
export function peopleOf({ coach, coached, companions }: Along): VisitPerson[] {
  return [...one(coach, "coach"), ...(coach === null ? [] : one(coached, "coached")), ...companions.map((user) => ({ user_id: user, part: "companion" as const }))];
}
