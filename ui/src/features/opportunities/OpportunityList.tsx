import { useSearch } from "@tanstack/react-router";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { DealTabs } from "@/resource/deals/DealTabs";
import { BulkActions } from "@/resource/bulk/BulkActions";
import { ExportMenu } from "@/resource/exports/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { useOwnView } from "@/resource/useOwnView";
import { useMay } from "@/shared/session/session";
import { MoveMany } from "./MoveMany";
import { opportunities, OPPORTUNITY_LIST } from "./opportunityResource";
import { SignalMarks } from "./SignalMarks";
import { stageField, usePipelines } from "./usePipelines";
import { useChipWords } from "./useChipWords";
import { useStageCell } from "./useStageCell";

const COLUMNS = OPPORTUNITY_LIST.columns.map((column) =>
  column.name === "signals" ? { ...column, render: (deal: Opportunity) => <SignalMarks deal={deal} /> } : column,
);

/** The list with the company's own stages among its filters, and the signs of each deal in its row. */
function useDealList(): ListSpec<Opportunity> {
  const pipelines = usePipelines();
  const says = useChipWords(pipelines, useSearch({ strict: false }));
  return useMemo(() => {
    const labels = Object.fromEntries(pipelines.map(({ id, name }) => [String(id), name]));
    const pipeline = { name: "pipeline_id", kind: "select" as const, values: Object.keys(labels), labels };
    const stages = [...(pipelines.length > 1 ? [pipeline] : []), stageField(pipelines)];
    return { ...OPPORTUNITY_LIST, columns: COLUMNS, filters: [...stages, ...OPPORTUNITY_LIST.filters], says };
  }, [pipelines, says]);
}

/** Opportunities as a list. */
export default function OpportunityList({ actions, create }: { actions: ReactNode; create: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const spec = useOwnView(useDealList(), "opportunity");
  const { resource, dialog } = useStageCell();
  return (
    <>
    <ResourceTable
      resource={resource}
      spec={spec}
      title={t("shell.nav.opportunities")}
      actions={actions}
      tabs={<DealTabs />}
      empty={{ title: t("screens.opportunity.empty.title"), text: t("screens.opportunity.empty.text"), action: create }}
      bulk={(rows, done) => (
        <BulkActions resource={opportunities} rows={rows} onDone={done}>
          <MoveMany rows={rows} onDone={done} />
        </BulkActions>
      )}
      tools={may("opportunity.export") ? (query, columns) => <ExportMenu kind="opportunity" query={query} columns={columns} /> : undefined}
    />
    {dialog}
    </>
  );
}
