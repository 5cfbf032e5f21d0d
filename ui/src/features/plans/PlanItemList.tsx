import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { components } from "@/api/schema.gen";
import type { QueryOf } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { enumText } from "@/resource/texts";
import type { ListSpec, Resource } from "@/resource/types";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";

type Item = components["schemas"]["PlanItemRow"];
const STATES = ["planned", "done", "dropped", "carried"] as const;
const TONES = { done: "good", dropped: "bad", carried: "warn", planned: "plain" } as const;

const items: Resource<Item> = {
  kind: "plan_item",
  fields: [
    { name: "state", kind: "select", enum: "plan_state", values: STATES },
    { name: "starts_on", kind: "date" },
    { name: "ends_on", kind: "date" },
    { name: "carries", kind: "number" },
    { name: "owner_name", kind: "text" },
  ],
  title: ({ title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/plan-items", { params: { query: query as QueryOf<"/api/v1/plan-items"> }, signal })),
  follows: ["plan"],
};

/** What was planned, as a list: the records behind the figures of plans. */
export function PlanItemList() {
  const { t } = useTranslation();
  const spec: ListSpec<Item> = {
    columns: [
      { name: "title", width: 220, render: (row) => <PathLink to={`/plans/${row.plan_id}`}>{row.title}</PathLink> },
      { name: "state", width: 90, card: "mark", render: (row) => <Mark tone={TONES[row.state]}>{enumText(t, "plan_state", row.state)}</Mark> },
      { name: "grain", width: 70, card: "fact", render: (row) => enumText(t, "plan_grain", row.grain) },
      { name: "starts_on", width: 110, sortable: true, card: "fact" },
      { name: "ends_on", width: 110 },
      { name: "outcome", width: 180, card: "line", render: (row) => [row.reason && enumText(t, "plan_reason", row.reason), row.reason_note, row.outcome].filter(Boolean).join(" · ") },
      { name: "carries", width: 80, optional: true },
      { name: "owner_name", width: 90, card: "fact" },
      { name: "unit_name", width: 120, optional: true },
    ],
    filters: [
      { name: "state", kind: "select", enum: "plan_state", values: STATES },
      { name: "owner_id", kind: "person", label: "fields.plan_item.owner_name" },
      { name: "unit_id", kind: "unit" },
      { name: "since", kind: "day", label: "filters.plan_item.since" },
      { name: "until", kind: "day", label: "filters.plan_item.until" },
    ],
    sort: "-starts_on",
  };
  return <ResourceTable resource={items} spec={spec} title={t("screens.work.label")} tabs={<WorkTabs of="/plans" />} empty={{ title: t("screens.plans.noItems"), text: t("screens.plans.noItemsText") }} />;
}
