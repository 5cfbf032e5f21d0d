import type { Query, QueryClient } from "@tanstack/react-query";

/**
 * Asks the server again for what these queries show. A first answer that is still under way is waited for and then asked for once
 * more: the server may have read it before the change, and the query client alone would take it for fresh.
 */
export async function askAgain(client: QueryClient, concerns: (query: Query) => boolean): Promise<void> {
  const underWay = new Set(client.getQueryCache().findAll({ predicate: (query) => concerns(query) && isFirstUnderWay(query) }));
  await client.invalidateQueries({ predicate: concerns });
  if (underWay.size > 0) await client.invalidateQueries({ predicate: (query) => underWay.has(query) });
}

const isFirstUnderWay = ({ state }: Query): boolean => state.data === undefined && state.fetchStatus !== "idle";
