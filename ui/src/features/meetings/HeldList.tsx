import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { QueryOf } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { enumText } from "@/resource/texts";
import type { ListSpec, Resource } from "@/resource/types";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { live } from "@/shared/live/meta";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import type { Search } from "@/shared/urlSearch";
import type { MeetingRow } from "./meetingApi";
import styles from "./Meetings.module.css";

const meetings: Resource<MeetingRow> = {
  kind: "meeting",
  fields: [],
  title: ({ title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/meetings", { params: { query: { ...(query as QueryOf<"/api/v1/meetings">), state: "held" } }, signal })),
};

/** Private meetings count in a figure, and nobody else is shown them: how many are missing in the list. */
function Missing() {
  const { t } = useTranslation();
  const { held_from: from, held_to: to, owner_id: owner, unit_id: unit } = useSearch({ strict: false }) as Search;
  const days = { held_from: String(from), held_to: String(to) };
  const query = { ...days, ...(owner !== undefined && { owner_id: Number(owner) }), ...(unit !== undefined && { unit_id: Number(unit) }) };
  const { data } = $api.useQuery("get", "/api/v1/meetings/held", { params: { query } }, { meta: live("meeting"), enabled: from !== undefined && to !== undefined });
  return data?.private ? <p className={styles["quiet"]}>{t("screens.meetings.held.private", { n: data.private, all: data.held })}</p> : null;
}

/** Meetings that were held: the records behind the figure. */
export function HeldList() {
  const { t } = useTranslation();
  const spec: ListSpec<MeetingRow> = {
    columns: [
      { name: "title", width: 220, render: (row) => <PathLink to={`/meetings/${row.id}`}>{row.title}</PathLink> },
      { name: "kind", width: 130, card: "line", render: (row) => enumText(t, "meeting_kind", row.kind) },
      { name: "starts_at", width: 150, sortable: true, card: "fact", render: (row) => <When at={row.starts_at} /> },
      { name: "owner_name", width: 100, card: "fact" },
      { name: "unit_name", width: 120, card: "fact" },
      { name: "place", width: 140 },
    ],
    filters: [
      { name: "owner_id", kind: "person", label: "fields.meeting.owner_name" },
      { name: "unit_id", kind: "unit", label: "fields.meeting.unit_name" },
      { name: "held_from", kind: "since", label: "filters.meeting.held_from" },
      { name: "held_to", kind: "until", label: "filters.meeting.held_to" },
    ],
    sort: "-starts_at",
    searchable: false,
  };
  const tabs = (
    <>
      <WorkTabs of="/meetings" />
      <Missing />
    </>
  );
  return <ResourceTable resource={meetings} spec={spec} title={t("screens.meetings.held.title")} tabs={tabs} empty={{ title: t("screens.meetings.held.none"), text: t("screens.meetings.held.noneText") }} />;
}
