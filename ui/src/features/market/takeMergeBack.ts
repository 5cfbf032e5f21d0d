import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

/** Kinds whose records a merge of competitors reaches. */
export const MERGE_TOUCHES: [string, ...string[]] = ["competitor", "market", "opportunity", "battle_card", "debrief"];

/** Makes two of what was made one, and shows the one that came back. */
export function useTakeMergeBack(): (mergeId: number) => void {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const run = async (id: number): Promise<void> => {
    const { id: back, name, left: n } = must(await api.POST("/api/v1/competitor-merges/{id}/undo", { params: { path: { id } } }));
    refresh(...MERGE_TOUCHES);
    toast("good", t(n > 0 ? "screens.market.page.undoneLeft" : "screens.market.page.undone", { name, n }));
    await navigate({ to: `/market/competitors/${back}`, replace: true });
  };
  return (id) => void run(id).catch(tell);
}
