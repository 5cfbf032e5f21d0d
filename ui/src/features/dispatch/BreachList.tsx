import { useTranslation } from "react-i18next";
import type { Breach } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { PathLink } from "@/shared/ui/PathLink";
import { Cost } from "./BreachFeed";
import { DeskTabs } from "./DeskTabs";
import { BREACH_FILTERS, breaches } from "./stintResource";
import { Verbs } from "./Verbs";

const SPEC: ListSpec<Breach> = {
  columns: [
    { name: "owner_name", width: 100, render: ({ id, owner_name: name }) => <PathLink to={`/dispatch/breaches/${id}`}>{name}</PathLink> },
    { name: "unit_name", width: 120, card: "line" },
    { name: "clock", width: 100, card: "fact" },
    { name: "at", width: 130, sortable: true, card: "fact" },
    { name: "lead_title", width: 150, card: "fact", render: ({ lead_id: id, lead_title: title }) => title && <PathLink to={`/leads/${id}`}>{title}</PathLink> },
    { name: "cost", width: 200, card: "fact", render: (breach) => <Cost breach={breach} /> },
    { name: "appeal", width: 100, card: "mark" },
    { name: "verbs", width: 140, card: "fact", act: true, render: (breach) => <Verbs breach={breach} /> },
  ],
  filters: BREACH_FILTERS,
  sort: "-at",
  searchable: false,
};

/** Clocks that ran out, with what they cost and the appeals against them. */
export function BreachList() {
  const { t } = useTranslation();
  return <ResourceTable resource={breaches} spec={SPEC} title={t("screens.breach.title")} tabs={<DeskTabs />} empty={{ title: t("screens.breach.none"), text: t("screens.breach.noneText") }} />;
}
