import type { Notification } from "@/api/types";

/** What rings now: nobody has read it, and it is still worth something. */
export function ringing(items: readonly Notification[], now: number): Notification[] {
  return items.filter(({ ring_until: until, read_at: read }) => until !== null && read === null && Date.parse(String(until)) > now);
}
