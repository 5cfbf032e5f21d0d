import { useTranslation } from "react-i18next";
import type { Stint } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { PathLink } from "@/shared/ui/PathLink";
import { DeskTabs } from "./DeskTabs";
import { STINT_FILTERS, stints } from "./stintResource";

function useSpec(): ListSpec<Stint> {
  const { t } = useTranslation();
  return {
    columns: [
      { name: "lead_title", width: 150, render: ({ lead_id: id, lead_title: title }) => (title ? <PathLink to={`/leads/${id}`}>{title}</PathLink> : t("screens.dispatch.hidden")) },
      { name: "owner_name", width: 100, card: "mark" },
      { name: "unit_name", width: 120, card: "line" },
      { name: "given_at", width: 130, sortable: true, card: "fact" },
      { name: "due_at", width: 130 },
      { name: "responded_at", width: 130, card: "fact" },
      { name: "evidence", width: 110, card: "fact" },
      { name: "feedback_due_at", width: 130, optional: true },
      { name: "feedback_at", width: 130, card: "fact" },
      { name: "end", width: 100, card: "fact" },
    ],
    filters: STINT_FILTERS,
    sort: "-given_at",
    searchable: false,
  };
}

/** People's turns with leads: what the numbers of the compliance record count. */
export function StintList() {
  const { t } = useTranslation();
  return <ResourceTable resource={stints} spec={useSpec()} title={t("screens.compliance.stints")} tabs={<DeskTabs />} empty={{ title: t("screens.compliance.none"), text: t("screens.compliance.noneText") }} />;
}
