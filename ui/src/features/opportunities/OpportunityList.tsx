import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { AssignMany } from "@/resource/table/AssignMany";
import { ExportMenu } from "@/resource/table/ExportMenu";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { useOwnView } from "@/resource/useOwnView";
import { useMay } from "@/shared/session/session";
import { opportunities, OPPORTUNITY_LIST } from "./opportunityResource";

const assign = async (ids: number[], owner: number) =>
  must(await api.POST("/api/v1/opportunities/assignments", { body: { ids, owner_id: owner } })).results;

/** Opportunities as a list. */
export default function OpportunityList({ actions, create }: { actions: ReactNode; create: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const spec = useOwnView(OPPORTUNITY_LIST, "opportunity");
  return (
    <ResourceTable
      resource={opportunities}
      spec={spec}
      title={t("shell.nav.opportunities")}
      actions={actions}
      empty={{ title: t("screens.opportunity.empty.title"), text: t("screens.opportunity.empty.text"), action: create }}
      bulk={may("opportunity.assign") ? (rows, done) => <AssignMany resource={opportunities} rows={rows} assign={assign} onDone={done} /> : undefined}
      tools={may("opportunity.export") ? (query) => <ExportMenu path="/api/v1/opportunities/export" query={query} /> : undefined}
    />
  );
}
