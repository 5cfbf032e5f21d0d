import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import { currentLanguage } from "@/shared/i18n/language";
import { asked } from "@/shared/early";
import { csrfToken } from "./csrf";
import { patiently } from "./patience";
import { offline, readProblem, unanswered } from "./problem";
import type { paths } from "./schema.gen";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

const manners: Middleware = {
  async onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    if (SAFE.has(request.method)) return;
    request.headers.set("X-CSRFToken", await csrfToken());
    if (request.method === "POST" && !request.headers.has("Idempotency-Key")) {
      request.headers.set("Idempotency-Key", newKey());
    }
  },
  async onResponse({ response }) {
    if (!response.ok) throw await readProblem(response);
  },
  onError({ error }) {
    if (!(error instanceof DOMException)) return offline();
    if (error.name === "TimeoutError") return unanswered();
    return error.name === "AbortError" ? error : offline();
  },
};

/** A key under which the server does a create at most once. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The typed client of the whole API. Every failure is thrown as an ApiProblem. */
export const api = createFetchClient<paths>({ baseUrl: "/", credentials: "same-origin", fetch: (request) => asked(request, () => patiently(request)) });
api.use(manners);

/** The same as TanStack Query hooks. Give `meta: live("lead")` to a query that must follow changes. */
export const $api = createQueryClient(api);

/** The data of an answer; a failure has been thrown before this. */
export function must<T>(answer: { data?: T }): T {
  return answer.data as T;
}
