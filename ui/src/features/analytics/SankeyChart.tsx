import { SankeyChart as Sankey } from "echarts/charts";
import { use as register } from "echarts/core";
import { useMemo } from "react";
import type { DealFlow } from "@/api/types";
import { chartFont, useChart } from "@/resource/charts/useChart";
import { useMode } from "@/shared/theme/choice";
import { paletteOf } from "@/shared/theme/tokens";

register([Sankey]);

interface Props {
  flow: DealFlow;
  nameOf: (id: string) => string;
  label: string;
  onOpen: (of: { link?: number; node?: number }) => void;
}

/** The ways that deals went, from left to right; returns in a colour of their own. A table below says the same. */
export default function SankeyChart({ flow, nameOf, label, onOpen }: Props) {
  const mode = useMode();
  const option = useMemo(() => {
    const palette = paletteOf(mode);
    const font = chartFont();
    const ends: Record<string, string> = { won: palette.good, lost: palette.context, open: palette.accent };
    const counts = new Map(flow.nodes.map(({ id, count }) => [id, count]));
    return {
      animation: false,
      series: [
        {
          type: "sankey",
          left: 4,
          right: 110,
          top: 8,
          bottom: 8,
          nodeGap: 14,
          nodeWidth: 12,
          draggable: false,
          layoutIterations: 48,
          emphasis: { focus: "adjacency" },
          label: { ...font, color: palette.text, formatter: ({ name }: { name: string }) => `${nameOf(name)} ${counts.get(name) ?? 0}` },
          lineStyle: { curveness: 0.5, opacity: 0.35 },
          data: flow.nodes.map(({ id }) => ({ name: id, itemStyle: { color: ends[id] ?? palette.text3 } })),
          links: flow.links.map(({ source, target, count, back }) => ({ source, target, value: count, lineStyle: { color: back ? palette.warn : (ends[target] ?? palette.text3) } })),
        },
      ],
    };
  }, [flow, nameOf, mode]);
  const element = useChart(option, ({ dataIndex, dataType }) => onOpen(dataType === "edge" ? { link: dataIndex } : { node: dataIndex }));
  return <div ref={element} role="img" aria-label={label} style={{ height: "100%" }} />;
}
