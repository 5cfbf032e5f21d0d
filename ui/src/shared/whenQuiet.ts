import { queryClient } from "@/api/queryClient";

const AGAIN = 50; // ms
const LONGEST = 3000; // ms; what is put off comes then in any case
const RETRY = 5000; // ms

const idle = (): Promise<unknown> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(done, { timeout: LONGEST });
    else setTimeout(done, AGAIN);
  });

const later = (): Promise<void> =>
  new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener("online", end);
      done();
    };
    const timer = setTimeout(end, RETRY);
    globalThis.addEventListener("online", end);
  });

/** Loads what nobody needs in the first moment, once the page has what it asked for and has drawn it.
 *
 * Without a connection it comes when there is one: what was put off never takes the page down. */
export async function whenQuiet<T>(load: () => Promise<T>): Promise<T> {
  const end = performance.now() + LONGEST;
  do {
    await new Promise((done) => setTimeout(done, AGAIN));
    await idle();
  } while (queryClient.isFetching() > 0 && performance.now() < end);
  for (;;) {
    try {
      return await load();
    } catch {
      await later();
    }
  }
}
