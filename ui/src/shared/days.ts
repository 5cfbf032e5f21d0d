import { day } from "./format";

/** Today in the browser's time zone; `ahead` days later. */
export const today = (ahead = 0): string => day(new Date(Date.now() + ahead * 86_400_000));

/** Midnight in the browser's time zone, `ahead` days after the plain date. */
function midnight(date: string, ahead: number): Date {
  const [year = 1970, month = 1, dayOfMonth = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, dayOfMonth + ahead);
}

/** The first moment of a plain date. */
export const startOfDay = (date: string): string => midnight(date, 0).toISOString();

/** The first moment that is no longer in a plain date. */
export const endOfDay = (date: string): string => midnight(date, 1).toISOString();

/** The plain date a moment lies in. */
export const dayOfMoment = (moment: string): string => day(new Date(moment));

/** The last plain date that lies wholly before a moment. */
export const lastDayBefore = (moment: string): string => day(new Date(new Date(moment).getTime() - 1));
