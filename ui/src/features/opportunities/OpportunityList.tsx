import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { AssignMany } from "@/resource/table/AssignMany";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { useOwnView } from "@/resource/useOwnView";
import { useMay } from "@/shared/session/session";
import { opportunities, OPPORTUNITY_LIST } from "./opportunityResource";

const assign = async (ids: number[], owner: number) =>
  must(await api.POST("/api/v1/opportunities/assignments", { body: { ids, owner_id: owner } })).results;

/** The list's filters, with the company's own stages among them. */
function useStageFilter(): ListSpec<Opportunity> {
  const { data: pipelines } = $api.useQuery("get", "/api/v1/pipelines", {}, { staleTime: 600_000 });
  return useMemo(() => {
    const stages = pipelines?.flatMap((pipeline) => pipeline.stages) ?? [];
    const labels = Object.fromEntries(stages.map(({ id, name }) => [String(id), name]));
    const stage = { name: "stage_id", kind: "select" as const, values: stages.map(({ id }) => String(id)), labels };
    return { ...OPPORTUNITY_LIST, filters: [stage, ...OPPORTUNITY_LIST.filters] };
  }, [pipelines]);
}

/** Opportunities as a list. */
export default function OpportunityList({ actions, create }: { actions: ReactNode; create: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const spec = useOwnView(useStageFilter(), "opportunity");
  return (
    <ResourceTable
      resource={opportunities}
      spec={spec}
      title={t("shell.nav.opportunities")}
      actions={actions}
      empty={{ title: t("screens.opportunity.empty.title"), text: t("screens.opportunity.empty.text"), action: create }}
      bulk={may("opportunity.assign") ? (rows, done) => <AssignMany resource={opportunities} rows={rows} assign={assign} onDone={done} /> : undefined}
      tools={may("opportunity.export") ? (query, columns) => <ExportMenu kind="opportunity" query={query} columns={columns} /> : undefined}
    />
  );
}
