import type { Field } from "@/resource/types";

/** How the parts of a pipeline are told where one version is compared with another. */
export const PIPELINE_FIELDS: readonly Field[] = [
  { name: "mode", kind: "select", enum: "pipeline_mode", values: ["signs", "checklist"] },
  { name: "active", kind: "bool" },
  { name: "is_default", kind: "bool" },
];
