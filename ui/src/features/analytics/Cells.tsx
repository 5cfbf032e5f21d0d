import type { DealCell } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";

export function Count({ cell }: { cell: DealCell }) {
  const format = useFormat();
  return <FigureLink link={cell.link}>{format.count(cell.count)}</FigureLink>;
}

export function Amount({ cell }: { cell: DealCell }) {
  const format = useFormat();
  return (
    <FigureLink link={cell.amount_link}>
      <span title={format.moneyExact(cell.amount_minor)}>{format.money(cell.amount_minor)}</span>
    </FigureLink>
  );
}

export function Money({ minor }: { minor: number | null }) {
  const format = useFormat();
  if (minor === null) return null;
  return <span title={format.moneyExact(minor)}>{format.money(minor)}</span>;
}

/** Basis points as a share; nothing of nothing. */
export function Share({ points }: { points: number | null }) {
  const format = useFormat();
  return points === null ? null : <>{format.percent(points / 10_000)}</>;
}

/** A tint that says how much of the most a cell is. */
export const tint = (value: number, most: number): { background: string } => ({
  background: `color-mix(in srgb, var(--accent) ${most > 0 ? Math.round((value / most) * 28) : 0}%, transparent)`,
});
