import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, newKey } from "@/api/client";
import { useTellFailure } from "@/shared/ui/useTell";

interface Sent {
  more?: number;
  amount?: number;
  base?: number;
  word?: string;
  reason?: string;
}

/** Says how much was done of a kind on a day, for oneself or for somebody one leads. */
export function useDeclare(kindId: number, day: string, userId?: number, onDone?: () => void) {
  const client = useQueryClient();
  const tell = useTellFailure();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ key, ...sent }: Sent & { key: string }) =>
      api.POST("/api/v1/quotas/declarations", {
        params: { header: { "Idempotency-Key": key } },
        body: { kind_id: kindId, day, user_id: userId ?? null, word: "", reason: "", ...sent } as never,
      }),
    onError: tell,
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith("/api/v1/quotas/") }),
  });
  const send = (sent: Sent): void => mutate({ ...sent, key: newKey() });
  return { send, add: (more: number): void => send({ more }), busy: isPending };
}
