import { expect, it } from "vitest";
import type { Task } from "@/api/types";
import { changesOf, dueOf, formValues } from "./taskFields";

const MOMENT = new Date(2026, 2, 18, 10, 0).toISOString();
const task = { title: "寄样品", note: "", due_on: null, due_at: MOMENT, priority: "normal", owner_id: 3 } as unknown as Task;

it("sends a day for a whole day, a moment otherwise, nothing for neither", () => {
  expect(dueOf({ due_at: MOMENT, whole_day: true })).toEqual({ due_on: "2026-03-18" });
  expect(dueOf({ due_at: MOMENT, whole_day: false })).toEqual({ due_at: MOMENT });
  expect(dueOf({ due_at: null, whole_day: true })).toEqual({});
});

it("asks for no change where nothing was changed", () => {
  expect(changesOf(formValues(task), task)).toEqual({});
});

it("changes day and moment together", () => {
  expect(changesOf({ ...formValues(task), whole_day: true }, task)).toEqual({ due_on: "2026-03-18" });
  expect(changesOf({ ...formValues(task), due_at: null, title: "寄合同" }, task)).toEqual({ title: "寄合同", due_on: null });
});
