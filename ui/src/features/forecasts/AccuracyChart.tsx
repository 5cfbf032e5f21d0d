import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { chartFont, useChart } from "@/resource/charts/useChart";
import { enumText } from "@/resource/texts";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";
import { WAYS, type Accuracy, type Way } from "./forecastApi";
import styles from "./Forecasts.module.css";

const coloursOf = (palette: ReturnType<typeof paletteOf>): Record<Way, string> => ({ timing: palette.good, stage: palette.context, competition: palette.warn, model: palette.accent, seasonal: palette.text3 });

interface Props {
  horizons: Accuracy["horizons"];
  label: string;
}

/** The mean error of each way, by how many days before the end it was made. The table below says the same. */
export default function AccuracyChart({ horizons, label }: Props) {
  const { t } = useTranslation();
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const days = [...new Set(horizons.map(({ horizon }) => horizon))].sort((one, two) => two - one);
    const colours = coloursOf(palette);
    const axis = { axisTick: { show: false }, axisLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.text3, ...font } };
    const share = (horizon: number, way: string): number | null => {
      const found = horizons.find((row) => row.horizon === horizon && row.way === way)?.mape;
      return found === null || found === undefined ? null : Math.round(found * 1000) / 10;
    };
    return {
      animationDuration: 200,
      grid: { left: 0, right: 0, top: 8, bottom: 0, containLabel: true },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        valueFormatter: (value: number | null) => (value === null ? "–" : `${value}%`),
        backgroundColor: palette.raised,
        borderColor: palette.line,
        textStyle: { color: palette.text, ...font },
        extraCssText: "box-shadow: none",
      },
      xAxis: { type: "category", data: days.map((n) => t("screens.forecast.accuracy.days", { n })), ...axis },
      yAxis: { type: "value", min: 0, splitLine: { lineStyle: { color: palette.lineSoft } }, axisLabel: { ...axis.axisLabel, formatter: "{value}%" } },
      series: WAYS.filter((way) => horizons.some((row) => row.way === way)).map((way) => ({
        type: "bar",
        name: enumText(t, "forecast_way", way),
        barMaxWidth: 18,
        itemStyle: { color: colours[way], borderRadius: [3, 3, 0, 0] },
        data: days.map((horizon) => share(horizon, way)),
      })),
    };
  }, [horizons, mode, t]);
  const element = useChart(option, () => undefined);
  const colours = coloursOf(paletteOf(mode));
  return (
    <>
      <ul className={styles["legend"]}>
        {WAYS.filter((way) => horizons.some((row) => row.way === way)).map((way) => (
          <li key={way}>
            <i style={{ background: colours[way] }} />
            {enumText(t, "forecast_way", way)}
          </li>
        ))}
      </ul>
      <div ref={element} role="img" aria-label={label} className={styles["chart"]} />
    </>
  );
}
