import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

type Listener = () => void;
let whenUnauthenticated: Listener = () => undefined;

/** Who to call when the server no longer knows this browser. */
export function onUnauthenticated(listener: Listener): void {
  whenUnauthenticated = listener;
}

function watch(error: unknown): void {
  if (error instanceof ApiProblem && error.unauthenticated) whenUnauthenticated();
}

const worthRetrying = (failures: number, error: unknown): boolean =>
  error instanceof ApiProblem && error.transient && error.code !== "http.timeout" && failures < 2;

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  mutationCache: new MutationCache({ onError: watch }),
  defaultOptions: {
    queries: { staleTime: 20_000, gcTime: 5 * 60_000, retry: worthRetrying },
    mutations: { retry: false },
  },
});
