import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { DealRow } from "@/api/types";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { chartFont, useChart } from "@/resource/charts/useChart";

interface Props {
  rows: readonly DealRow[];
  label: string;
  onOpen: (row: number, wonOnly: boolean) => void;
}

/** Month by month: deals that came as far as the first stage, and deals won. The table below says the same. */
export default function TrendChart({ rows, label, onOpen }: Props) {
  const { t } = useTranslation();
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const axis = { axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.text3, ...font } };
    const series = (name: string, color: string, data: number[]) => ({ type: "bar", name, barMaxWidth: 24, cursor: "pointer", itemStyle: { color, borderRadius: [3, 3, 0, 0] }, data });
    return {
      animationDuration: 200,
      grid: { left: 0, right: 0, top: 8, bottom: 0, containLabel: true },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        backgroundColor: palette.raised,
        borderColor: palette.line,
        textStyle: { color: palette.text, ...font },
        extraCssText: "box-shadow: none",
      },
      xAxis: { type: "category", data: rows.map(({ key }) => key), ...axis },
      yAxis: { type: "value", min: 0, minInterval: 1, splitLine: { lineStyle: { color: palette.lineSoft } }, axisLabel: axis.axisLabel },
      series: [
        series(t("screens.analytics.openedCount"), palette.context, rows.map(({ steps }) => steps[0] ?? 0)),
        series(t("screens.analytics.wonCount"), palette.accent, rows.map(({ won }) => won)),
      ],
    };
  }, [rows, mode, t]);
  const element = useChart(option, ({ dataIndex, seriesIndex }) => onOpen(dataIndex, seriesIndex === 1));
  return <div ref={element} role="img" aria-label={label} style={{ height: "100%" }} />;
}
