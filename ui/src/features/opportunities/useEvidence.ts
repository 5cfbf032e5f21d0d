import { useTranslation } from "react-i18next";
import { api, must, newKey } from "@/api/client";
import type { BodyOf, CriterionState } from "@/api/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";

type Given = Omit<BodyOf<"/api/v1/opportunities/{id}/proofs">, "criterion_id">;

const TOUCHED = ["opportunity", "customer"] as const;

/** Gives and takes back evidence of a deal, each with a way back. */
export function useEvidence(id: number) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const path = () => ({ params: { path: { id } }, headers: { "Idempotency-Key": newKey() } });
  const settle = (work: Promise<unknown>): Promise<void> =>
    work
      .catch(tell)
      .then(() => undefined)
      .finally(() => refresh(...TOUCHED));
  const takeBack = async (ids: readonly number[], undo: boolean) =>
    must(await api.POST("/api/v1/opportunities/{id}/proof-withdrawals", { ...path(), body: { proof_ids: [...ids], undo } }));
  const undoOf = (ids: readonly number[]) => ({ label: t("shell.undo"), key: true, run: () => void settle(takeBack(ids, true)) });

  const give = ({ id: criterion, name }: CriterionState, given: Given): Promise<void> =>
    settle(
      (async () => {
        const answer = must(await api.POST("/api/v1/opportunities/{id}/proofs", { ...path(), body: { criterion_id: criterion, ...given } }));
        toast("good", t(`screens.opportunity.evidence.${answer.moved ? "moved" : "given"}`, { name }), undoOf(answer.proof_ids));
      })(),
    );
  const waive = async (criteria: readonly number[], reason: string): Promise<void> => {
    const answer = must(await api.POST("/api/v1/opportunities/{id}/proof-waivers", { ...path(), body: { criterion_ids: [...criteria], reason } }));
    toast("good", t("screens.opportunity.evidence.waivedDone"), answer.proof_ids.length > 0 ? undoOf(answer.proof_ids) : undefined);
    refresh(...TOUCHED);
  };
  const withdraw = ({ id: criterion, name }: CriterionState, proof: CriterionState["proofs"][number]): Promise<void> => {
    const { kind, about_kind: about, about_id: aboutId, note } = proof;
    const again = (): void => {
      if (proof.waived) void settle(waive([criterion], note));
      else void give({ id: criterion, name } as CriterionState, { kind, about_kind: about ?? "", about_id: aboutId, note });
    };
    return settle(
      (async () => {
        await takeBack([proof.id], false);
        toast("good", t("screens.opportunity.evidence.withdrawn"), { label: t("shell.undo"), key: true, run: again });
      })(),
    );
  };
  return { give, waive, withdraw };
}
