import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { useRefresh } from "./useRecord";

interface Act {
  run: () => Promise<unknown>;
  /** Said when it is done: a text's key. */
  done: string;
  touches: readonly string[];
}

/** Does something at once, without a question; says how it went. */
export function useAct(): (act: Act) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const { mutate } = useMutation({ mutationFn: ({ run }: Act) => run() });
  return (act) =>
    mutate(act, {
      onSuccess: () => toast("good", t(act.done)),
      onError: tell,
      onSettled: () => refresh(...act.touches),
    });
}
