/** A step of a waterfall: a total that stands on the ground, or by how much the level falls (`value` positive) or rises. */
export interface Step {
  name: string;
  value: number;
  text: string;
  total?: boolean;
}

export interface Bar {
  from: number;
  height: number;
  kind: "total" | "less" | "more";
  text: string;
}

/** Where each bar begins and how high it is; below the ground it is drawn from there. */
export function stacked(steps: readonly Step[]): Bar[] {
  let level = 0;
  return steps.map(({ value, text, total }) => {
    if (total) {
      level = value;
      return { from: 0, height: value, kind: "total", text };
    }
    const next = level - value;
    const bar: Bar = { from: Math.max(0, Math.min(level, next)), height: Math.abs(Math.max(level, 0) - Math.max(next, 0)), kind: value > 0 ? "less" : "more", text };
    level = next;
    return bar;
  });
}
