/** How far the server's clock is ahead of this browser's: whoever counts down must not depend on a clock set by hand. */
let ahead = 0;

/** Learns it from an answer: the server's time in it, and when it came here. */
export function learnServerTime(asOf: string, arrivedAt: number): void {
  ahead = Date.parse(asOf) - arrivedAt;
}

export const serverNow = (): number => Date.now() + ahead;
