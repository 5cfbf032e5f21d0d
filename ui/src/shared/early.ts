/** What the page asked for before its scripts had arrived (`ui/scripts/early.ts`). */
interface Early {
  language: string;
  answers: Record<string, Promise<Response>>;
}

/** The answer to a question that the page asked already, in the same language; each is given once. A failed one is asked anew. */
export function asked({ method, url, headers }: Request, ask: () => Promise<Response>): Promise<Response> {
  const { early } = globalThis as { early?: Early };
  const { pathname, search } = new URL(url);
  const answer = method === "GET" && search === "" ? early?.answers[pathname] : undefined;
  if (!early || !answer) return ask();
  delete early.answers[pathname];
  return headers.get("Accept-Language") === early.language ? answer.catch(ask) : ask();
}
