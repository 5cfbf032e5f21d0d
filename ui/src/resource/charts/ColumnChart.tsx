import { useMemo } from "react";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { chartFont, useChart } from "./useChart";

interface Column {
  name: string;
  value: number;
  text: string;
}

interface Props {
  columns: readonly Column[];
  label: string;
  onOpen: (index: number) => void;
}

/** The places whose value is written above them: the last and the highest. More would not be read. */
function told(columns: readonly Column[]): Set<number> {
  const highest = columns.reduce((best, { value }, place) => (value > (columns[best]?.value ?? 0) ? place : best), 0);
  return new Set([highest, columns.length - 1]);
}

/** Columns from zero; the running one in the accent, those that are over in grey. A table beside it says the same. */
export default function ColumnChart({ columns, label, onOpen }: Props) {
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const written = told(columns);
    return {
      animationDuration: 200,
      animationDurationUpdate: 200,
      grid: { left: 4, right: 20, top: 20, bottom: 0, containLabel: true },
      xAxis: { type: "category", data: columns.map(({ name }) => name), axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { ...font, fontSize: 11, color: palette.text3 } },
      yAxis: { type: "value", min: 0, show: false },
      series: [
        {
          type: "bar",
          cursor: "pointer",
          barCategoryGap: "28%",
          data: columns.map(({ value, text }, place) => ({
            value,
            itemStyle: { color: place === columns.length - 1 ? palette.accent : palette.context, borderRadius: [2, 2, 0, 0] },
            label: { show: written.has(place), position: "top", color: palette.text, ...font, formatter: text },
          })),
        },
      ],
    };
  }, [columns, mode]);
  const element = useChart(option, ({ dataIndex }) => onOpen(dataIndex));
  return <div ref={element} role="img" aria-label={label} style={{ height: "100%" }} />;
}
