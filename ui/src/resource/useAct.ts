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
  /** Takes it back; offered beside the word that it is done. */
  undo?: (() => Promise<unknown>) | undefined;
}

/** Does something at once, without a question; says how it went. */
export function useAct(): (act: Act) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const { mutate } = useMutation({ mutationFn: ({ run }: Act) => run() });
  const told = { onError: tell, onSettled: (_: unknown, __: unknown, { touches }: Act) => refresh(...touches) };
  return (act) => {
    const { undo } = act;
    const back = undo && { label: t("comments.undo"), key: true, run: () => mutate({ ...act, run: undo }, told) };
    mutate(act, { ...told, onSuccess: () => toast("good", t(act.done), back) });
  };
}
