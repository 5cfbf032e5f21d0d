import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { OutcomeRow } from "@/api/types";
import { enumText } from "@/resource/texts";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { OUTCOMES, shades } from "./outcomes";
import { chartFont, useChart } from "@/resource/charts/useChart";

interface Props {
  rows: readonly OutcomeRow[];
  nameOf: (key: string) => string;
  label: string;
  onOpen: (row: number, status: string) => void;
}

/** Leads by month or source, stacked by what became of them. */
export default function OutcomeChart({ rows, nameOf, label, onOpen }: Props) {
  const { t } = useTranslation();
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const colours = shades(mode);
    const axis = { axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.text3, ...font } };
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
      xAxis: { type: "category", data: rows.map(({ key }) => nameOf(key)), ...axis },
      yAxis: { type: "value", min: 0, minInterval: 1, splitLine: { lineStyle: { color: palette.lineSoft } }, axisLabel: axis.axisLabel },
      series: OUTCOMES.map((status, index) => ({
        type: "bar",
        stack: "all",
        name: enumText(t, "lead_status", status),
        barMaxWidth: 40,
        cursor: "pointer",
        itemStyle: { color: colours[index] },
        data: rows.map(({ by_status: of }) => of[status] ?? 0),
      })),
    };
  }, [rows, mode, t, nameOf]);
  const element = useChart(option, ({ dataIndex, seriesIndex }) => onOpen(dataIndex, OUTCOMES[seriesIndex ?? 0] ?? "converted"));
  return <div ref={element} role="img" aria-label={label} style={{ height: "100%" }} />;
}
