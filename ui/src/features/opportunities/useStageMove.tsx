import { useState, type ReactNode } from "react";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { $api } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { live } from "@/shared/live/meta";
import { LOST_REASONS } from "./opportunityResource";
import { useMove } from "./useMove";

export interface Target {
  id: number;
  name: string;
  kind: "open" | "won" | "lost";
}

/** The competitors named in a deal. */
const here = ({ competitor }: Opportunity): string[] => competitor.split("、").filter(Boolean);

/** What to propose for whoever won a deal that is lost: its own competitors first, then all that are known. */
export function useRivalNames(): (card: Opportunity) => string[] {
  const { data } = $api.useQuery("get", "/api/v1/competitors", { params: { query: { active: true } } }, { staleTime: 60_000, meta: live("competitor") });
  const known = data?.items.map(({ name }) => name) ?? [];
  return (card) => [...new Set([...here(card), ...known])];
}

type Send = (said: { reason?: string; competitor?: string }) => Promise<unknown>;

/** What must be known first: why it was lost, or that it is really won. Nothing for any other stage. */
export function questionBefore(card: Opportunity, to: Target, rivals: string[], send: Send): Question | undefined {
  if (to.kind === "lost") {
    return {
      title: "screens.opportunity.lose.title",
      ok: "screens.opportunity.lose.ok",
      danger: true,
      fields: [
        { name: "lost_reason", kind: "text", suggest: { enum: "lost_reason", values: LOST_REASONS }, required: true, maxLength: 200 },
        { name: "lost_to_name", kind: "text", suggest: { values: rivals }, maxLength: 120, help: "screens.opportunity.lose.competitorHelp" },
      ],
      initial: { lost_to_name: here(card).length === 1 ? card.competitor : "" },
      submit: ({ lost_reason: reason, lost_to_name: rival = "" }) => send({ reason: String(reason), competitor: String(rival) }),
    };
  }
  if (to.kind === "open") return undefined;
  return {
    title: "screens.opportunity.win.title",
    ok: "screens.opportunity.win.ok",
    fields: [{ name: "reason", kind: "textarea", help: "screens.opportunity.win.help" }],
    submit: ({ reason = "" }) => send({ reason: String(reason) }),
  };
}

/** Moves to a stage, asking first what must be known: why it was lost, or that it is really won. */
export function useStageMove(): { move: (card: Opportunity, to: Target) => void; dialog: ReactNode } {
  const { mutate, mutateAsync } = useMove();
  const [question, setQuestion] = useState<Question>();
  const rivalsOf = useRivalNames();
  const move = (card: Opportunity, to: Target): void => {
    if (card.stage_id === to.id) return;
    const moved = { card, to: to.id, toName: to.name };
    const asked = questionBefore(card, to, rivalsOf(card), (said) => mutateAsync({ ...moved, ...said }));
    if (asked) setQuestion(asked);
    else mutate(moved);
  };
  const dialog = <RecordDialog kind="opportunity" question={question} touches={["opportunity", "customer"]} onClose={() => setQuestion(undefined)} />;
  return { move, dialog };
}
