const COOKIE = /(?:^|;\s*)csrftoken=([^;]+)/;

const fromCookie = (): string | null => COOKIE.exec(document.cookie)?.[1] ?? null;

/** The CSRF token of this browser; asks the server for one when there is none yet. */
export async function csrfToken(): Promise<string> {
  const known = fromCookie();
  if (known) return known;
  await fetch("/api/v1/csrf", { credentials: "same-origin" }).catch(() => undefined);
  return fromCookie() ?? "";
}
