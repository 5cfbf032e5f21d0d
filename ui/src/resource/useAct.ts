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
}

/** Does something at once, without a question; says how it went. */
export function useAct(): (act: Act) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const backOf = useTakeBack();
  const { mutate } = useMutation({ mutationFn: ({ run }: Act) => run() });
  return (act) =>
    mutate(act, {
      onSuccess: (answer) => toast("good", t(act.done), backOf(act.touches[0], answer)),
      onError: tell,
      onSettled: () => refresh(...act.touches),
    });
}
