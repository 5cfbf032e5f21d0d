import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useFormat } from "@/shared/useFormat";
import { pathOf } from "@/shared/ui/FigureLink";
import { splitPath } from "@/shared/urlSearch";
import styles from "./Analytics.module.css";
import type { Step } from "./useSteps";

const Chart = lazy(() => import("./Chart"));
const ROW = 34;

interface Props {
  bars: readonly Step[];
  label: string;
  /** Draw the amounts instead of the counts. */
  money?: boolean;
}

/** Steps as bars from zero with direct labels; a bar opens its records. */
export function Bars({ bars, label, money = false }: Props) {
  const format = useFormat();
  const navigate = useNavigate();
  const value = (bar: Step): number => (money ? (bar.amount ?? 0) : bar.count);
  const text = (bar: Step): string => (money ? format.money(bar.amount ?? 0) : format.count(bar.count));
  const open = (index: number): void => {
    const bar = bars[index];
    const link = money ? (bar?.amountLink ?? bar?.link) : bar?.link;
    if (link) void navigate(splitPath(pathOf(link)) as never);
  };
  const height = bars.length * ROW + 8;
  const data = bars.map((bar) => ({ name: bar.name, value: value(bar), text: text(bar) }));
  return (
    <div className={styles["chart"]} style={{ height }}>
      <Suspense>
        <Chart bars={data} label={label} onOpen={open} />
      </Suspense>
    </div>
  );
}
