import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { AuditEntry, QueryOf } from "@/api/types";
import { ResourceTable } from "@/resource/table/ResourceTable";
import { eventParams } from "@/resource/timeline/eventText";
import type { ListSpec, Resource } from "@/resource/types";
import { absolute } from "@/shared/format";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { SettingsTabs } from "./SettingsTabs";

const audit: Resource<AuditEntry> = {
  kind: "audit",
  fields: [],
  title: ({ at }) => absolute(at),
  list: async ({ sort: _sort, count: _count, ...query }, signal) => must(await api.GET("/api/v1/audit", { params: { query: query as QueryOf<"/api/v1/audit"> }, signal })),
};

const SUBJECTS = ["lead", "customer", "contact", "opportunity", "contract", "receipt", "employee", "unit", "import", "user", "role", "token"] as const;

function Who({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return <>{entry.actor_id === null ? t("shell.timeline.system") : entry.actor_name}</>;
}

function What({ entry }: { entry: AuditEntry }) {
  const { t, i18n } = useTranslation();
  return <>{t([`events.${entry.kind}`, "shell.timeline.unknown"], eventParams(entry.kind, entry.data, i18n))}</>;
}

function About({ entry: { subjects } }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return subjects.map(({ kind, id }) => {
    const to = recordPath(kind, id);
    const text = `${t([`kinds.${kind}`, kind])} ${id}`;
    return <span key={`${kind}-${id}`}>{to ? <PathLink to={to}>{text}</PathLink> : text} </span>;
  });
}

function Via({ via }: { via: string }) {
  const { t } = useTranslation();
  return <>{t([`enums.via.${via}`, via])}</>;
}

const SPEC: ListSpec<AuditEntry> = {
  columns: [
    { name: "at", width: 150, render: ({ at }) => absolute(at) },
    { name: "actor_name", width: 110, card: "line", render: (entry) => <Who entry={entry} /> },
    { name: "what", width: 320, card: "fact", render: (entry) => <What entry={entry} /> },
    { name: "subjects", width: 200, card: "fact", render: (entry) => <About entry={entry} /> },
    { name: "via", width: 90, render: ({ via }) => <Via via={via} /> },
    { name: "address", width: 130 },
    { name: "kind", width: 180, optional: true },
  ],
  filters: [
    { name: "actor_id", kind: "person" },
    { name: "subject_kind", kind: "select", enum: "audit_subject", values: SUBJECTS },
    { name: "since", kind: "since", label: "filters.audit.since" },
    { name: "until", kind: "until", label: "filters.audit.until" },
  ],
  sort: "",
  searchable: false,
};

/** Everything that happened: who, when, what, from where. */
export function Audit() {
  const { t } = useTranslation();
  return <ResourceTable resource={audit} spec={SPEC} title={t("shell.nav.settings")} tabs={<SettingsTabs />} empty={{ title: t("screens.settings.audit.none") }} />;
}
