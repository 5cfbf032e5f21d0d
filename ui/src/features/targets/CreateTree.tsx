import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { today } from "@/shared/days";
import { metricName } from "./names";

const FormDrawer = lazy(() => import("@/resource/form/FormDrawer"));

const GRAINS = ["half", "quarter", "month", "week", "ten_day"] as const;
const DIMENSIONS = ["org", "product", "customer_group", "project", "event"] as const;

type Body = BodyOf<"/api/v1/targets/trees">;

/** January of this year, or of the next once the plans for it are made. */
export function yearAhead(day: string): string {
  const [year = 2026, month = 1] = day.split("-").map(Number);
  return `${month >= 9 ? year + 1 : year}-01-01`;
}

/** A new tree of targets: what is counted, where, from when, and how it is divided. */
export function CreateTree({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { data } = $api.useQuery("get", "/api/v1/targets/metrics", {}, { staleTime: 300_000 });
  const { data: units } = $api.useQuery("get", "/api/v1/units", {}, { staleTime: 300_000 });
  if (!data || !units) return null;
  const labels = Object.fromEntries(data.items.map((metric) => [String(metric.id), metricName(t, metric)]));
  const fields: Field[] = [
    { name: "metric_id", kind: "select", required: true, values: data.items.map(({ id }) => String(id)), labels },
    { name: "name", kind: "text", required: true, maxLength: 80 },
    { name: "unit_id", kind: "unit", required: true, help: "screens.targets.help.unit" },
    { name: "starts_on", kind: "date", required: true, help: "screens.targets.help.starts_on" },
    { name: "dimension", kind: "select", required: true, enum: "target_dimension", values: DIMENSIONS },
    { name: "grains", kind: "select", multiple: true, enum: "target_grain", values: GRAINS, help: "screens.targets.help.grains" },
    { name: "buffer_bp", kind: "decimal", scale: 2, required: true, help: "screens.targets.help.buffer" },
    { name: "time_buffer_bp", kind: "decimal", scale: 2, required: true, help: "screens.targets.help.time_buffer" },
  ];
  const first = data.items[0];
  const starts = yearAhead(today());
  const initial: Values = {
    metric_id: first && String(first.id),
    name: first && t("screens.targets.named", { year: starts.slice(0, 4), metric: metricName(t, first) }),
    unit_id: units.items.find(({ parent_id: parent }) => parent === null)?.id,
    starts_on: starts,
    dimension: "org",
    grains: ["quarter", "month"],
    buffer_bp: 500,
    time_buffer_bp: 0,
  };
  const submit = async (values: Values, key: string): Promise<void> => {
    const body = { ...values, metric_id: Number(values["metric_id"]), grains: ["year", ...((values["grains"] as string[] | undefined) ?? [])] } as Body;
    const tree = must(await api.POST("/api/v1/targets/trees", { body, headers: { "Idempotency-Key": key } as never }));
    refresh("target_tree");
    void navigate({ to: `/targets/${tree.id}` });
  };
  return (
    <Suspense>
      <FormDrawer kind="target_tree" title={t("screens.targets.create")} fields={fields} initial={initial} submit={submit} onClose={onClose} />
    </Suspense>
  );
}
