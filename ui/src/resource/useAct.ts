import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { useTakeBack } from "./bulk/takeBack";
import { useRefresh } from "./useRecord";

interface Act {
  run: () => Promise<unknown>;
  /** Said when it is done: a text's key. */
  done: string;
  /** The kinds to ask for again; the first is that of the record. */
  touches: readonly [string, ...string[]];
  /** Takes it back where the answer brings no number to undo it by; offered beside the word that it is done. */
  undo?: (() => Promise<unknown>) | undefined;
}

/** Does something at once, without a question; says how it went. */
export function useAct(): (act: Act) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const backOf = useTakeBack();
  const { mutate } = useMutation({ mutationFn: ({ run }: Act) => run() });
  const told = { onError: tell, onSettled: (_: unknown, __: unknown, { touches }: Act) => refresh(...touches) };
  return (act) => {
    const { undo } = act;
    const back = undo && { label: t("comments.undo"), key: true, run: () => mutate({ ...act, run: undo }, told) };
    mutate(act, { ...told, onSuccess: (answer) => toast("good", t(act.done), back ?? backOf(act.touches[0], answer)) });
  };
}
