import { useCallback, useEffect, useState } from "react";
import { useRefresh } from "@/resource/useRecord";
import { useMe } from "@/shared/session/session";
import { drop, keep, trySending, waitingOf, type Outcome, type Waiting } from "./outbox";
import { OUTBOX } from "./sendWaiting";
import { TOUCHED } from "./visitResource";

export interface Outbox {
  waiting: readonly Waiting[];
  /** Keeps it first, then sends it. */
  add: (one: Omit<Waiting, "user">) => Promise<Outcome>;
  sendAll: () => Promise<void>;
  discard: (key: string) => Promise<void>;
}

/** The person's check-ins that are still to be sent: tried when a page of visits opens and when the line is back. One tab
 * sends at a time. */
export function useOutbox(): Outbox {
  const { id: user } = useMe();
  const refresh = useRefresh();
  const [waiting, setWaiting] = useState<readonly Waiting[]>([]);
  const look = useCallback(async () => setWaiting(await waitingOf(user).catch(() => [])), [user]);
  const flush = useCallback(async (): Promise<Outcome> => {
    let last: Outcome = "kept";
    const run = async (): Promise<void> => {
      for (const one of await waitingOf(user)) {
        last = await trySending(one);
        if (last === "kept") break;
      }
    };
    await (navigator.locks ? navigator.locks.request(OUTBOX, run) : run());
    await look();
    return last;
  }, [user, look]);
  const sendAll = useCallback(async (): Promise<void> => {
    const before = await waitingOf(user).catch(() => []);
    if (before.length === 0) return look();
    if ((await flush()) === "sent") refresh(...TOUCHED);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- refresh is made anew at each look and does the same
  }, [user, look, flush]);
  useEffect(() => {
    const again = (): void => void sendAll();
    again();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [sendAll]);
  const add = async (one: Omit<Waiting, "user">): Promise<Outcome> => {
    await keep({ ...one, user });
    await flush();
    const left = (await waitingOf(user)).find(({ key }) => key === one.key);
    refresh(...TOUCHED);
    if (!left) return "sent";
    return left.refused ? "refused" : "kept";
  };
  const discard = async (key: string): Promise<void> => {
    await drop(key);
    await look();
  };
  return { waiting, add, sendAll, discard };
}
