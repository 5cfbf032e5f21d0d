import { useQueryClient } from "@tanstack/react-query";
import { api } from "@/api/client";
import { definitionsQuery } from "@/resource/custom/definitions";
import { useTellFailure } from "@/shared/ui/useTell";
import { arranged, moved } from "./order";
import { useRenewFields } from "./useRenewFields";

/** Moves one of the fields to another place: seen at once, then kept by the server. */
export function useArrange(kind: string, ids: readonly number[]): (from: number, to: number) => void {
  const client = useQueryClient();
  const tell = useTellFailure();
  const renew = useRenewFields();
  const failed = (error: unknown): void => {
    tell(error);
    void renew();
  };
  return (from, to) => {
    const order = moved(ids, from, to);
    client.setQueryData(definitionsQuery.queryKey, (known) => known && { ...known, items: arranged(known.items, order) });
    void api.PUT("/api/v1/fields/order", { body: { kind, ids: order } }).then(renew, failed);
  };
}
