/** Short names for the wire shapes of targets. */
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];

export type TargetTree = Schemas["TreeOut"];
export type TargetMetric = Schemas["TreeMetricOut"];
export type TargetGrid = Schemas["TargetGridOut"];
export type TargetRow = Schemas["TargetRowOut"];
export type TargetCell = Schemas["TargetCellOut"];
export type TargetDivision = Schemas["TargetDivisionOut"];
export type Grain = Schemas["Grain"];
export type Axis = Schemas["Axis"];
