import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { QueryOf } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { enumText } from "@/resource/texts";
import type { ListSpec, Resource } from "@/resource/types";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import type { ReviewRow } from "./reviewApi";

const reviews: Resource<ReviewRow> = {
  kind: "review",
  fields: [],
  title: ({ title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/reviews", { params: { query: { ...(query as QueryOf<"/api/v1/reviews">), state: "finished" } }, signal })),
};

/** Reviews that were finished: the records behind the figure. */
export function FinishedList() {
  const { t } = useTranslation();
  const spec: ListSpec<ReviewRow> = {
    columns: [
      { name: "title", width: 260, render: (row) => <PathLink to={`/reviews/${row.id}`}>{row.title}</PathLink> },
      { name: "grain", width: 90, card: "fact", render: (row) => enumText(t, "target_grain", row.grain) },
      { name: "figures_at", width: 150, sortable: true, card: "fact", render: (row) => row.figures_at && <When at={row.figures_at} /> },
      { name: "owner_name", width: 100, card: "fact" },
      { name: "unit_name", width: 120, card: "fact" },
    ],
    filters: [
      { name: "owner_id", kind: "person", label: "fields.review.owner_name" },
      { name: "unit_id", kind: "unit", label: "fields.review.unit_name" },
      { name: "finished_from", kind: "since", label: "filters.review.finished_from" },
      { name: "finished_to", kind: "until", label: "filters.review.finished_to" },
    ],
    sort: "-figures_at",
    searchable: false,
  };
  return <ResourceTable resource={reviews} spec={spec} title={t("screens.reviews.finishedList.title")} tabs={<WorkTabs of="/reviews" />} empty={{ title: t("screens.reviews.finishedList.none"), text: t("screens.reviews.finishedList.noneText") }} />;
}
