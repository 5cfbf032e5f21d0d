/** Sends the check-ins that a person made without a line, from whatever page is open. One tab sends at a time. */
import { trySending, waitingOf } from "./outbox";

export const OUTBOX = "visits outbox";

export async function sendWaiting(user: number): Promise<void> {
  const run = async (): Promise<void> => {
    for (const one of await waitingOf(user)) {
      if (!one.refused && (await trySending(one)) === "kept") break;
    }
  };
  await (navigator.locks ? navigator.locks.request(OUTBOX, run) : run());
}
