import type { Figure } from "@/api/types";
import { FigureLink } from "@/shared/ui/FigureLink";
import { useFormat } from "@/shared/useFormat";

type Shown = Pick<Figure, "unit" | "value" | "link">;

/** Writes figures by their unit. A share of nothing is a dash. */
export function useFigureText(): (unit: Figure["unit"], value: number | null) => string {
  const format = useFormat();
  return (unit, value) => {
    if (value === null) return "—";
    if (unit === "money") return format.money(value);
    return unit === "share" ? format.percent(value / 10_000) : format.count(value);
  };
}

/** A figure's number, which opens its records; an amount shows itself in full on hover. */
export function FigureValue({ figure: { unit, value, link }, className }: { figure: Shown; className?: string | undefined }) {
  const text = useFigureText();
  const format = useFormat();
  const exact = unit === "money" && value !== null ? format.moneyExact(value) : undefined;
  return (
    <FigureLink link={link} className={className}>
      <span title={exact}>{text(unit, value)}</span>
    </FigureLink>
  );
}
