import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Board, Opportunity } from "@/api/types";
import { useTakeBack } from "@/resource/bulk/takeBack";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { moveOnBoard } from "./moveOnBoard";

export interface Move {
  card: Opportunity;
  to: number;
  toName: string;
  reason?: string;
  competitor?: string;
}

const TOUCHED = ["opportunity", "customer"];
const BOARD_KEY = ["get", "/api/v1/opportunities/board"] as const;

/** Moves it, from the stage where it was seen. */
export async function sendMove({ card, to, reason = "", competitor = "" }: Move) {
  const body = { stage_id: to, expected_stage_id: card.stage_id, reason, competitor };
  return must(await api.POST("/api/v1/opportunities/{id}/stage-moves", { params: { path: { id: card.id } }, body }));
}

/** Moves an opportunity to another stage: at once on the board, back again when somebody else was quicker. */
export function useMove() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const refresh = useRefresh();
  const tell = useTellFailure();
  const backOf = useTakeBack();
  return useMutation({
    mutationFn: sendMove,
    onMutate: async ({ card, to }) => {
      await client.cancelQueries({ queryKey: BOARD_KEY });
      const before = client.getQueriesData<Board>({ queryKey: BOARD_KEY });
      client.setQueriesData<Board>({ queryKey: BOARD_KEY }, (board) => board && moveOnBoard(board, card, to));
      return before;
    },
    onError: (error, _move, before) => {
      for (const [key, board] of before ?? []) client.setQueryData(key, board);
      tell(error);
    },
    onSuccess: (saved, { toName }) => toast("good", t("screens.opportunity.moved", { stage: toName }), backOf("opportunity", saved)),
    onSettled: () => refresh(...TOUCHED),
  });
}
