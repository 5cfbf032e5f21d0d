import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button } from "antd";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { useStepKeys } from "@/resource/detail/useStepKeys";
import { neighboursOf } from "@/resource/neighbours";
import { useAct } from "@/resource/useAct";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { absolute } from "@/shared/format";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { Praise } from "./Praise";
import { Reading } from "./Reading";
import { withdrawReport } from "./reportApi";
import { Rollup } from "./Rollup";
import styles from "./Reports.module.css";
import type { Report } from "./types";
import { Writing } from "./Writing";

/** To the report before and after in the list one came from; Alt with the arrows does it too. */
function Steps({ id }: { id: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { previous, next } = neighboursOf("report", id);
  useStepKeys("report", previous, next);
  if (previous === undefined && next === undefined) return null;
  const go = (to: number | undefined): void => void (to !== undefined && navigate({ to: `/reports/${to}` }));
  return (
    <>
      <Button icon={<LeftOutlined />} disabled={previous === undefined} onClick={() => go(previous)} aria-label={t("screens.reports.previous")} title={t("screens.reports.previousKey")} />
      <Button icon={<RightOutlined />} disabled={next === undefined} onClick={() => go(next)} aria-label={t("screens.reports.next")} title={t("screens.reports.nextKey")} />
    </>
  );
}

function State({ report }: { report: Report }) {
  const { t } = useTranslation();
  const due = absolute(report.due_at);
  if (report.state === "draft") {
    if (report.excused_at) return <Mark>{t("screens.reports.excusedBy", { by: report.excused_by_name, reason: report.excuse })}</Mark>;
    return <Mark tone="accent">{t("screens.reports.dueAt", { at: due })}</Mark>;
  }
  return (
    <>
      <Mark tone={report.late ? "warn" : "good"}>{t(report.late ? "screens.reports.lateAt" : "screens.reports.at", { at: absolute(report.submitted_at ?? ""), due })}</Mark>
      {report.edited_at && <Mark>{t("screens.reports.editedAt", { at: absolute(report.edited_at) })}</Mark>}
    </>
  );
}

function Body({ report }: { report: Report }) {
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const { t } = useTranslation();
  const act = useAct();
  const draft = report.state === "draft";
  const writes = report.actions.includes("edit") && (draft || editing);
  const actions = (
    <>
      <Steps id={report.id} />
      {report.actions.includes("praise") && <Praise report={report} />}
      {report.actions.includes("withdraw") && !editing && (
        <Button onClick={() => act({ run: () => withdrawReport(report.id), done: "screens.reports.withdrawn", touches: ["report"] })}>{t("screens.reports.withdraw")}</Button>
      )}
      {report.actions.includes("edit") && !draft && !editing && <Button onClick={() => setEditing(true)}>{t("screens.reports.edit")}</Button>}
    </>
  );
  const who = report.about_unit_name ?? report.owner_name ?? "";
  return (
    <Page title={report.about_unit_name ? report.title : `${who} · ${report.title}`} state={<State report={report} />} actions={actions}>
      <WorkTabs of="/reports" />
      <div className={styles["page"]}>
        {writes ? (
          <>
            <Writing key={`${report.id} ${report.state}`} report={report} onDone={() => (draft ? void navigate({ to: "/reports" }) : setEditing(false))} onCancel={editing ? () => setEditing(false) : undefined} />
            {report.about_unit_id !== null && <Rollup id={report.id} />}
          </>
        ) : (
          <Reading report={report} />
        )}
      </div>
    </Page>
  );
}

/** One report: to be written by whom it is asked of, to be read by whom it is for. */
export function ReportPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const number = Number(id);
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/reports/{id}", { params: { path: { id: number } } }, { meta: liveOne("report", number) });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return <Body key={number} report={data} />;
}
