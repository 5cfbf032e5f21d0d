/** Longer than any answer takes that still comes. */
const PATIENCE = 30_000;

/** Asks, and gives up on a question that nobody answers: a screen says so instead of waiting for ever. Writes are not cut
 * off, because what became of them would not be known. */
export async function patiently(request: Request, ask: typeof fetch = fetch, patience = PATIENCE): Promise<Response> {
  if (request.method !== "GET") return ask(request);
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(new DOMException("nobody answers", "TimeoutError")), patience);
  const leave = (): void => end.abort(request.signal.reason);
  if (request.signal.aborted) leave();
  request.signal.addEventListener("abort", leave, { once: true });
  try {
    return await ask(request, { signal: end.signal });
  } finally {
    clearTimeout(timer);
  }
}
