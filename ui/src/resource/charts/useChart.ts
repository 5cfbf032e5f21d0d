import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef, type RefObject } from "react";
import { init } from "./echarts";

/** The page's own face: ECharts measures labels itself and knows nothing of what they inherit. */
export const chartFont = (): { fontFamily: string; fontSize: number } => ({ fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12 });

interface Picked {
  dataIndex: number;
  seriesIndex?: number;
  /** Of a graph: `node` or `edge`. */
  dataType?: string | undefined;
}

/** Draws a chart into an element, keeps it as wide as the element, and tells what is pressed. */
export function useChart(option: EChartsCoreOption, onPick: (picked: Picked) => void): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });
  useEffect(() => {
    if (!element.current) return undefined;
    const made = init(element.current);
    chart.current = made;
    made.on("click", (event) => pick.current({ dataIndex: event.dataIndex, seriesIndex: event.seriesIndex ?? 0, dataType: event.dataType }));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option]);
  return element;
}
