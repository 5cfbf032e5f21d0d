/** The parts of ECharts that are used, and no others. */
import { BarChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use as register } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

register([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

export { init };
