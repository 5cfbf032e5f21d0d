import type { Question } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";
import { accept, answerChange, askChange, declare, insist, propose, takeBack, withdraw, type Dialogue, type Target } from "./agreeApi";

/** The steps of a dialogue that are buttons; locking has a place of its own. */
export const STEPS = ["accept_above", "accept_below", "declare", "propose", "insist", "withdraw_below", "ask_change"] as const;
export type Step = (typeof STEPS)[number] | "grant" | "refuse";

const WORDS: Field = { name: "words", kind: "textarea", maxLength: 500, help: "screens.targets.agree.wordsHint" };
const REASON: Field = { name: "reason", kind: "textarea", required: true, maxLength: 500, help: "screens.targets.agree.reasonHint" };

const lines = ({ measured }: Target): Field[] => {
  const kind = measured === "money" ? "money" : measured === "ratio" ? "decimal" : "number";
  const scale = measured === "ratio" ? { scale: 2, help: "screens.targets.agree.percent" } : {};
  return [
    { name: "must", kind, required: true, ...scale },
    { name: "stretch", kind, ...scale },
  ];
};

const figures = (values: Values) => ({ must: (values["must"] as number | null) ?? null, stretch: (values["stretch"] as number | null) ?? null });
const said = (values: Values, name: "words" | "reason"): string => (values[name] as string | undefined) ?? "";

/** What is asked before a step on one figure, and what is then sent. */
export function questionOf(step: Step, { cell }: Dialogue): Question {
  const title = `screens.targets.agree.${step}`;
  const done = "screens.targets.agree.done";
  const lower = { must: cell.declared_must ?? cell.must ?? undefined, stretch: cell.declared_stretch ?? cell.stretch ?? undefined };
  const upper = { must: cell.must ?? undefined, stretch: cell.stretch ?? undefined };
  switch (step) {
    case "declare":
      return { title, done, fields: [...lines(cell), WORDS], initial: lower, submit: (values) => declare(cell, figures(values), said(values, "words")) };
    case "propose": {
      const why = cell.locked_at ? { ...REASON, name: "words" } : WORDS;
      return { title, done, fields: [...lines(cell), why], initial: upper, submit: (values, key) => propose(cell, figures(values), said(values, "words"), key) };
    }
    case "ask_change":
      return { title, done, fields: [...lines(cell), REASON], initial: upper, submit: (values, key) => askChange(cell, { ...figures(values), must: Number(values["must"]) }, said(values, "reason"), key) };
    case "insist":
      return { title, done, fields: [REASON], submit: (values, key) => insist(cell, said(values, "reason"), key) };
    case "withdraw_below":
      return { title, done, fields: [WORDS], submit: (values, key) => withdraw(cell, said(values, "words"), key) };
    case "grant":
      return { title, done, fields: [], submit: (_, key) => answerChange(cell, true, "", key) };
    case "refuse":
      return { title, done, fields: [REASON], submit: (values, key) => answerChange(cell, false, said(values, "reason"), key) };
    default: {
      const side = step === "accept_above" ? "above" : "below";
      const why = side === "above" && cell.locked_at ? { ...REASON, name: "words" } : WORDS;
      const undo = cell.locked_at ? undefined : () => takeBack(cell.tree_id, [cell.id]);
      return { title, done, fields: [why], undo, submit: (values, key) => accept(cell, side, said(values, "words"), key) };
    }
  }
}
