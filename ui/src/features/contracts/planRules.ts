import { isBlank } from "@/resource/FieldValue";
import type { Field, Values } from "@/resource/types";

/** One line of a plan while it is written. */
export interface Line {
  key: number;
  name: string;
  due_on: string | null;
  amount_minor: number | null;
  /** What it holds in custom fields, by their names. */
  custom: Values;
}

/** What is still to be spread over the lines; negative when they exceed the amount. */
export const remaining = (amount: number, lines: readonly Pick<Line, "amount_minor">[]): number =>
  lines.reduce((left, line) => left - (line.amount_minor ?? 0), amount);

/** Spreads an amount evenly over `count` lines; the last takes what does not divide, so that the sum is exact. */
export function spread(amount: number, count: number): number[] {
  const each = Math.floor(amount / count);
  return Array.from({ length: count }, (_, index) => (index === count - 1 ? amount - each * (count - 1) : each));
}

/** Whether the plan can be saved: every line complete, and together exactly the amount. */
export const isComplete = (amount: number, lines: readonly Line[], custom: readonly Field[] = []): boolean =>
  lines.every(({ due_on: due, amount_minor: part }) => due !== null && part !== null && part > 0) &&
  lines.every((line) => custom.every(({ name, required }) => !required || !isBlank(line.custom[name]))) &&
  remaining(amount, lines) === 0;
