/** Longer than any answer takes that still comes. */
const PATIENCE = 30_000;

/** Asks, and gives up on a question that nobody answers: a screen says so instead of waiting for ever. Writes are not cut
 * off, because what became of them would not be known. */
export function patiently(request: Request, ask: typeof fetch = fetch, patience = PATIENCE): Promise<Response> {
  if (request.method !== "GET" || typeof AbortSignal.any !== "function") return ask(request);
  return ask(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience)]) });
}
