import { useMemo } from "react";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { chartFont, useChart } from "@/resource/charts/useChart";

interface Bar {
  name: string;
  value: number;
  text: string;
}

interface Props {
  bars: readonly Bar[];
  label: string;
  onOpen: (index: number) => void;
}

/** Horizontal bars; the table beside it says the same to those who do not see it. */
export default function Chart({ bars, label, onOpen }: Props) {
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    return {
      animationDuration: 200,
      animationDurationUpdate: 200,
      grid: { left: 0, right: 72, top: 0, bottom: 0, containLabel: true },
      xAxis: { type: "value", min: 0, show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: bars.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...font, color: palette.text2 },
      },
      series: [
        {
          type: "bar",
          cursor: "pointer",
          barWidth: 22,
          itemStyle: { color: palette.accent, borderRadius: [0, 3, 3, 0] },
          label: { show: true, position: "right", color: palette.text, ...font, formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? "" },
          data: bars.map(({ value }) => value),
        },
      ],
    };
  }, [bars, mode]);
  const element = useChart(option, ({ dataIndex }) => onOpen(dataIndex));
  return <div ref={element} role="img" aria-label={label} style={{ height: "100%" }} />;
}
