import { useMemo } from "react";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { chartFont, useChart } from "./useChart";
import { stacked, type Step } from "./waterfall";

interface Props {
  steps: readonly Step[];
  label: string;
}

/** From one total to another over what lies between. A table beside it says the same. */
export default function WaterfallChart({ steps, label }: Props) {
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const bars = stacked(steps);
    const colour = { total: palette.context, less: palette.warn, more: palette.good };
    return {
      animationDuration: 200,
      grid: { left: 4, right: 4, top: 24, bottom: 0, containLabel: true },
      xAxis: { type: "category", data: steps.map(({ name }) => name), axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { ...font, fontSize: 11, color: palette.text3, interval: 0, width: 64, overflow: "break" } },
      yAxis: { type: "value", show: false },
      series: [
        { type: "bar", stack: "fall", silent: true, itemStyle: { color: "transparent" }, data: bars.map(({ from }) => from) },
        {
          type: "bar",
          stack: "fall",
          barCategoryGap: "30%",
          data: bars.map(({ height, kind, text }) => ({
            value: height,
            itemStyle: { color: colour[kind], borderRadius: 2 },
            label: { show: true, position: "top", color: palette.text, ...font, fontSize: 11, formatter: text },
          })),
        },
      ],
    };
  }, [steps, mode]);
  const element = useChart(option, () => undefined);
  return <div ref={element} role="img" aria-label={label} style={{ height: 220 }} />;
}
