import { useMemo } from "react";
import { chartFont, useChart } from "@/resource/charts/useChart";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";

interface Props {
  rows: readonly { name: string; won: number; lost: number }[];
  label: string;
  onOpen: (index: number, won: boolean) => void;
}

/** Won and lost beside each other on one bar. A table below says the same. */
export default function EndsChart({ rows, label, onOpen }: Props) {
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const series = (key: "won" | "lost", color: string, text: string) => ({
      type: "bar",
      stack: "ends",
      cursor: "pointer",
      barWidth: 20,
      itemStyle: { color },
      label: { show: true, position: "inside", color: text, ...font, formatter: ({ value }: { value: number }) => (value > 0 ? String(value) : "") },
      data: rows.map((row) => row[key]),
    });
    return {
      animationDuration: 200,
      animationDurationUpdate: 200,
      grid: { left: 0, right: 16, top: 0, bottom: 0, containLabel: true },
      xAxis: { type: "value", min: 0, show: false },
      yAxis: { type: "category", inverse: true, data: rows.map(({ name }) => name), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...font, color: palette.text2, width: 130, overflow: "truncate" } },
      series: [series("won", palette.accent, palette.onAccent), series("lost", palette.context, palette.text)],
    };
  }, [rows, mode]);
  const element = useChart(option, ({ dataIndex, seriesIndex }) => onOpen(dataIndex, seriesIndex === 0));
  return <div ref={element} role="img" aria-label={label} style={{ height: rows.length * 32 + 8, width: "100%" }} />;
}
