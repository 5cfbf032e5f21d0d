/** A working morning at ten, so many days from now. */
function morning(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(10, 0, 0, 0);
  return date.toISOString();
}

/** From today to the Monday after. */
const toMonday = (): number => 8 - (new Date().getDay() || 7);

/** When somebody is usually called next after a first contact. */
export const AFTERWARDS = [
  { key: "tomorrow", moment: () => morning(1) },
  { key: "later", moment: () => morning(2) },
  { key: "week", moment: () => morning(toMonday()) },
] as const;
