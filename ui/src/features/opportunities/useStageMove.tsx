import { useState, type ReactNode } from "react";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import type { Opportunity } from "@/api/types";
import { LOST_REASONS } from "./opportunityResource";
import { useMove } from "./useMove";

export interface Target {
  id: number;
  name: string;
  kind: "open" | "won" | "lost";
}

type Send = (said: { reason?: string; competitor?: string }) => Promise<unknown>;

/** What must be known first: why it was lost, or that it is really won. Nothing for any other stage. */
export function questionBefore({ competitor }: Opportunity, to: Target, send: Send): Question | undefined {
  if (to.kind === "lost") {
    return {
      title: "screens.opportunity.lose.title",
      ok: "screens.opportunity.lose.ok",
      danger: true,
      fields: [
        { name: "lost_reason", kind: "text", suggest: { enum: "lost_reason", values: LOST_REASONS }, required: true, maxLength: 200 },
        { name: "competitor", kind: "text", maxLength: 120 },
      ],
      initial: { competitor },
      submit: ({ lost_reason: reason, competitor: rival = "" }) => send({ reason: String(reason), competitor: String(rival) }),
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
  const move = (card: Opportunity, to: Target): void => {
    if (card.stage_id === to.id) return;
    const moved = { card, to: to.id, toName: to.name };
    const asked = questionBefore(card, to, (said) => mutateAsync({ ...moved, ...said }));
    if (asked) setQuestion(asked);
    else mutate(moved);
  };
  const dialog = <RecordDialog kind="opportunity" question={question} touches={["opportunity", "customer"]} onClose={() => setQuestion(undefined)} />;
  return { move, dialog };
}
