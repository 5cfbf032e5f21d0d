import { queryClient } from "@/api/queryClient";

const AGAIN = 50; // ms
const LONGEST = 3000; // ms; what is put off comes then in any case

const idle = (): Promise<unknown> =>
  new Promise((done) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(done, { timeout: LONGEST });
    else setTimeout(done, AGAIN);
  });

/** Loads what nobody needs in the first moment, once the page has what it asked for and has drawn it. */
export async function whenQuiet<T>(load: () => Promise<T>): Promise<T> {
  const end = performance.now() + LONGEST;
  do {
    await new Promise((done) => setTimeout(done, AGAIN));
    await idle();
  } while (queryClient.isFetching() > 0 && performance.now() < end);
  return load();
}
