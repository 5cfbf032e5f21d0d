import type { Question } from "@/resource/form/RecordDialog";
import type { Field, Values } from "@/resource/types";
import { carryItem, dropItem, editItem, finishItem, REASONS, type PlanItem, type Reason } from "./planApi";

const text = (values: Values, name: string): string => (typeof values[name] === "string" ? values[name] : "");
const number = (values: Values, name: string): number | null => (typeof values[name] === "number" ? values[name] : null);

const REASON: Field = { name: "reason", kind: "select", enum: "plan_reason", values: REASONS, chips: true, required: true };
const NOTE: Field = { name: "note", kind: "text", maxLength: 200 };
const LESSON: Field = { name: "lesson", kind: "text", maxLength: 400 };
const OUTCOME: Field = { name: "outcome", kind: "text", maxLength: 400 };

const reached = (item: PlanItem): Field[] => (item.goal === null ? [] : [{ name: "reached", kind: item.goal_unit === "money" ? "money" : "number" }]);
const said = (values: Values) => ({ reason: text(values, "reason") as Reason, note: text(values, "note") });

/** What is asked before an item comes to its end. */
export const finishing = (item: PlanItem): Question => ({
  title: "screens.plans.finishTitle",
  named: { title: item.title },
  ok: "screens.plans.finishOk",
  done: "screens.plans.done",
  fields: [OUTCOME, ...reached(item), LESSON],
  initial: item.goal === null ? {} : { reached: item.goal },
  submit: (values) => finishItem(item.id, { outcome: text(values, "outcome"), reached: number(values, "reached"), lesson: text(values, "lesson") }),
});

export const dropping = (item: PlanItem): Question => ({
  title: "screens.plans.dropTitle",
  named: { title: item.title },
  ok: "screens.plans.dropOk",
  done: "screens.plans.dropped",
  fields: [REASON, NOTE, LESSON],
  submit: (values) => dropItem(item.id, { ...said(values), lesson: text(values, "lesson") }),
});

type Anyway = <T>(run: (anyway: boolean) => Promise<T>) => Promise<T | undefined>;

export const carrying = (item: PlanItem, anyway: Anyway, onCarried: (to: PlanItem) => void): Question => ({
  title: "screens.plans.carryTitle",
  named: { title: item.title },
  ok: "screens.plans.carryOk",
  fields: [REASON, NOTE, { name: "to", kind: "date", help: "screens.plans.carryHelp" }],
  submit: async (values) => {
    const to = text(values, "to") || null;
    const onward = await anyway((meant) => carryItem(item.id, { ...said(values), to, on_day_off: meant }));
    if (onward) onCarried(onward);
  },
});

export const learning = (item: PlanItem): Question => ({
  title: "screens.plans.learnTitle",
  named: { title: item.title },
  done: "screens.plans.saved",
  fields: [OUTCOME, ...reached(item), LESSON],
  initial: { outcome: item.outcome, lesson: item.lesson, reached: item.reached },
  submit: (values) => {
    const changes = { outcome: text(values, "outcome"), lesson: text(values, "lesson"), ...(item.goal !== null && { reached: number(values, "reached") }) };
    const base = { outcome: item.outcome, lesson: item.lesson, reached: item.reached };
    return editItem(item.id, changes, base);
  },
});
