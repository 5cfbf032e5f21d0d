const MINUTE = 60_000;

/** A working morning some days ahead, at ten. */
function morning(days: number): string {
  const date = new Date();
  date.setDate(date.getDate() + days);
  date.setHours(10, 0, 0, 0);
  return date.toISOString();
}

function inHours(hours: number): string {
  const minutes = Math.ceil((Date.now() + hours * 60 * MINUTE) / (5 * MINUTE));
  return new Date(minutes * 5 * MINUTE).toISOString();
}

/** The moments a next contact is usually set to. */
export const SOON = [
  { key: "hours", moment: () => inHours(2) },
  { key: "tomorrow", moment: () => morning(1) },
  { key: "days", moment: () => morning(3) },
  { key: "week", moment: () => morning(7) },
] as const;
