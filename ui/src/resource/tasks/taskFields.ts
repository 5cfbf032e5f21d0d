import type { Task } from "@/api/types";
import type { Field, Values } from "@/resource/types";
import { dayOfMoment } from "@/shared/days";

export const PRIORITIES = ["high", "normal", "low"] as const;

const FIELDS: readonly Field[] = [
  { name: "title", kind: "text", required: true, maxLength: 200 },
  { name: "due_at", kind: "datetime", ahead: true },
  { name: "whole_day", kind: "bool" },
  { name: "priority", kind: "select", enum: "task_priority", values: PRIORITIES, chips: true, required: true },
  { name: "note", kind: "textarea" },
];
const OWNER: Field = { name: "owner_id", kind: "person", shown: "owner_name" };

/** What can change in a task. */
export const TASK_FIELDS: readonly Field[] = [...FIELDS, { name: "due_on", kind: "date" }];

/** What is asked about a task; for whom only of who may give tasks to others. */
export const taskFields = (mayAssign: boolean): readonly Field[] => (mayAssign ? [...FIELDS, OWNER] : FIELDS);

/** Day or moment, as the wire has it. */
export function dueOf(values: Values): { due_on?: string; due_at?: string } {
  const moment = values["due_at"];
  if (typeof moment !== "string" || moment === "") return {};
  return values["whole_day"] === true ? { due_on: dayOfMoment(moment) } : { due_at: moment };
}

/** What a form shows of a task. */
export const formValues = ({ title, due_at, due_on, priority, note, owner_id }: Task): Values => ({ title, due_at, whole_day: due_on !== null, priority, note, owner_id });

/** The changes that a form asks of a task; day and moment go together. */
export function changesOf(values: Values, task: Task): Values {
  const before = formValues(task);
  const plain = ["title", "priority", "note"].filter((name) => (values[name] ?? "") !== before[name]);
  const changes: Values = Object.fromEntries(plain.map((name) => [name, values[name] ?? ""]));
  const due = dueOf(values);
  const same = (due.due_on ?? null) === task.due_on && (due.due_on !== undefined || (due.due_at ?? null) === task.due_at);
  return same ? changes : { ...changes, ...(due.due_on || due.due_at ? due : { due_on: null }) };
}
