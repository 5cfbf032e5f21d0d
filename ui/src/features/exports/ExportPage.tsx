import { Alert, Progress } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ExportJob } from "@/api/types";
import { getExport, isMoving } from "@/resource/exports/exporting";
import { enumText } from "@/resource/texts";
import { recordKey } from "@/resource/useRecord";
import { live } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";
import { absolute } from "@/shared/format";
import { useFormat } from "@/shared/useFormat";
import styles from "./Export.module.css";
import { ExportActions } from "./ExportActions";
import { TONES } from "./exportResource";

const PACE = 700;

function useFacts(job: ExportJob): [string, ReactNode][] {
  const { t } = useTranslation();
  const format = useFormat();
  const all = <>{t("screens.export.everything")}</>;
  const said = job.parts.map((part) => <div key={part}>{part}</div>);
  const enumerate = t("shell.enumerate");
  const shown: [string, ReactNode][] = [
    ["what", said.length > 0 ? said : all],
    ["rows", format.count(job.status === "done" || job.status === "expired" ? (job.total ?? 0) : job.rows)],
    ["rows_now", job.rows_now === null ? null : format.count(job.rows_now)],
    ["need", job.need && t(`enums.export_need.${job.need}`)],
    ["reason", job.reason],
    ["asked_by_name", job.asked_by_name],
    ["asked_at", <When key="asked" at={job.asked_at} />],
    ["columns", job.columns.length > 0 ? job.columns.join(enumerate) : t("screens.export.allColumnsShort")],
    ["decided_by_name", job.decided_by_name],
    ["word", job.word],
    ["downloads", job.downloads > 0 && format.count(job.downloads)],
  ];
  return shown.filter(([, value]) => value);
}

function Sentence({ job }: { job: ExportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const until = absolute(job.status === "waiting" ? (job.decide_until ?? "") : (job.expires_at ?? ""));
  const words = { until, done: format.count(job.done), total: format.count(job.total ?? job.rows), name: job.decided_by_name ?? "" };
  return <p role="status">{t(`screens.export.state.${job.status}`, words)}</p>;
}

/** One export: what it holds, how far it is, and what may be done with it. */
export function ExportPage() {
  const { id: text } = useParams({ strict: false }) as { id?: string };
  const id = Number(text);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: recordKey("export", id),
    queryFn: ({ signal }) => getExport(id, signal),
    refetchInterval: ({ state }) => (isMoving(state.data) ? PACE : false),
    meta: live("export", "notification"),
  });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (isPending || !data) return <PageSkeleton />;
  return <Shown job={data} />;
}

function Shown({ job }: { job: ExportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = useFacts(job);
  const total = job.total ?? 0;
  const shrunk = job.status === "done" && total < job.rows;
  const title = `${enumText(t, "export_kind", job.kind)} · ${enumText(t, "export_format", job.format)}`;
  return (
    <Page title={title} state={<Mark tone={TONES[job.status]}>{enumText(t, "export_status", job.status)}</Mark>} actions={<PathLink to="/exports">{t("screens.export.title")}</PathLink>}>
      <div className={styles["narrow"]}>
        <Sentence job={job} />
        {isMoving(job) && (
          <>
            <Progress percent={total > 0 ? Math.floor((job.done / total) * 100) : 0} aria-label={t("fields.export.done")} />
            <p className={styles["hint"]}>{t("screens.export.watch")}</p>
          </>
        )}
        {job.error && <Alert type="error" showIcon title={job.error} />}
        {shrunk && <Alert type="info" showIcon title={t("screens.export.shrunk", { rows: format.count(job.rows), total: format.count(total) })} />}
        <ExportActions row={job} rows={job.rows_now} wide />
        <dl className={styles["facts"]}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`fields.export.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {job.approvers.length > 0 && (
            <div>
              <dt>{t("screens.export.approvers")}</dt>
              <dd>{job.approvers.join(t("shell.enumerate"))}</dd>
            </div>
          )}
        </dl>
      </div>
    </Page>
  );
}
