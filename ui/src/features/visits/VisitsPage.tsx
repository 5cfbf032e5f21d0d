import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api, api, must } from "@/api/client";
import type { Visit } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { ResourceTable } from "@/resource/table/ResourceTable";
import type { ListSpec } from "@/resource/types";
import { useOwnView } from "@/resource/useOwnView";
import { ActivityTabs } from "@/resource/work/ActivityTabs";
import { endOfDay, startOfDay, today } from "@/shared/days";
import { live } from "@/shared/live/meta";
import { recordPath } from "@/shared/records";
import { useMay } from "@/shared/session/session";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { Outgoing } from "./CheckIn";
import { useOutbox } from "./useOutbox";
import { FILTERS, visits } from "./visitResource";
import styles from "./Visits.module.css";

const PlanVisit = lazy(() => import("./PlanVisit"));
const REST = 60_000;

function useSpec(): ListSpec<Visit> {
  const { t } = useTranslation();
  const goes = ({ participants }: Visit): string => participants.map(({ name, part }) => (part === "companion" ? name : t("screens.visits.withPart", { name, part: t(`enums.visit_part.${part}`) }))).join(t("shell.comma"));
  return {
    columns: [
      { name: "subject_id", width: 190, render: (row) => <PathLink to={recordPath("visit", row.id) ?? "/"}>{row.subject_title ?? t("screens.visits.hidden")}</PathLink> },
      { name: "starts_at", width: 120, sortable: true, card: "fact" },
      { name: "state", width: 110, card: "mark" },
      { name: "purpose", width: 180, card: "line" },
      { name: "signs", width: 80, render: (row) => (row.signs > 0 ? <span className={styles["marks"]}>{row.signs}</span> : null) },
      { name: "participants", width: 170, render: goes },
      { name: "owner_name", width: 90, card: "fact" },
      { name: "checked_in_at", width: 120 },
      { name: "address", width: 200, optional: true },
      { name: "unit_name", width: 110, optional: true },
      { name: "subject_kind", width: 80, optional: true },
    ],
    filters: FILTERS,
    sort: "-starts_at",
    searchable: false,
  };
}

/** How many there are, each a link to those. */
function Counts() {
  const { t } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/visits/counts", {}, { meta: live("visit"), staleTime: REST });
  if (!data) return null;
  const day = `since=${encodeURIComponent(startOfDay(today()))}&until=${encodeURIComponent(endOfDay(today()))}`;
  const links = [
    { key: "today", to: `/visits?${day}` },
    { key: "there", to: `/visits?${day}&state=checked_in` },
    { key: "unfinished", to: "/visits?state=checked_out" },
    { key: "marked", to: "/visits?marked=true" },
    { key: "joint", to: "/visits?joint=true" },
  ] as const;
  return (
    <div className={styles["bar"]}>
      {links.map(({ key, to }) => (
        <PathLink key={key} to={to}>
          {t(`screens.visits.${key}`)} <strong>{data[key]}</strong>
        </PathLink>
      ))}
    </div>
  );
}

/** What is far and what is vague, as a question. */
function useTerms(): { ask: () => Promise<void>; dialog: ReactNode } {
  const [question, setQuestion] = useState<Question>();
  const ask = async (): Promise<void> => {
    const { version, ...base } = must(await api.GET("/api/v1/visits/terms"));
    setQuestion({
      title: "screens.visits.terms",
      fields: ["far_m", "vague_m"].map((name) => ({ name, kind: "number", required: true })),
      initial: base,
      submit: async (values) => must(await api.PATCH("/api/v1/visits/terms", { body: { changes: values, base, version } })),
      done: "screens.visits.saved",
    });
  };
  return { ask, dialog: <RecordDialog kind="visit" question={question} touches={["visit"]} onClose={() => setQuestion(undefined)} /> };
}

/** Visits of mine and of those I see. */
export function VisitsPage() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const { new: wanted, ...rest } = useSearch({ strict: false }) as Search;
  const spec = useOwnView(useSpec(), "visit");
  const outbox = useOutbox();
  const terms = useTerms();
  const go = (search: Search): void => void navigate({ to: "/visits", search: search as never, replace: true });
  const plan = may("visit.create") && (
    <Button type="primary" onClick={() => go({ ...rest, new: "1" })}>
      {t("screens.visits.plan")}
    </Button>
  );
  const actions = (
    <>
      {may("visit.manage") && <Button onClick={() => void terms.ask()}>{t("screens.visits.terms")}</Button>}
      <Button onClick={() => void navigate({ to: "/visits/route" })}>{t("screens.visits.routeTitle")}</Button>
      {plan}
    </>
  );
  const tabs = (
    <>
      <ActivityTabs />
      <Outgoing outbox={outbox} />
      <Counts />
    </>
  );
  return (
    <>
      <ResourceTable resource={visits} spec={spec} title={t("shell.nav.activities")} actions={actions} tabs={tabs} empty={{ title: t("screens.visits.empty.title"), text: t("screens.visits.empty.text"), action: plan || undefined }} />
      {terms.dialog}
      <Suspense>{wanted && <PlanVisit onClose={() => go(rest)} />}</Suspense>
    </>
  );
}
