import { Alert, Button, Progress as Bar } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { ImportJob } from "@/api/types";
import { useAct } from "@/resource/useAct";
import { PathLink } from "@/shared/ui/PathLink";
import { problemText } from "@/shared/ui/problemText";
import { useFormat } from "@/shared/useFormat";
import styles from "./Import.module.css";
import { Mapping } from "./Mapping";
import { chosen, optionsOf } from "./modes";
import { Rows } from "./Rows";
import { Undo } from "./Undo";
import { useStart } from "./useStart";

const COUNTS = ["total", "created", "updated", "unchanged", "joined", "rejected"] as const;
const ALWAYS = new Set<string>(["total", "created", "joined", "rejected"]);
const LISTS: Record<string, string> = { lead: "/leads", customer: "/customers" };

function Counts({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={styles["counts"]}>
      {COUNTS.filter((name) => ALWAYS.has(name) || job[name] > 0).map((name) => (
        <div key={name}>
          <dt>{t(`fields.import.${name}`)}</dt>
          <dd>{format.count(job[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function AfterTrial({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const start = useStart(job);
  const [again, setAgain] = useState(false);
  if (again) return <Mapping job={job} />;
  return (
    <>
      <Alert type="info" showIcon title={t("screens.import.trialDone")} />
      {start.error && <Alert type="error" showIcon title={problemText(asProblem(start.error), t)} />}
      <div className={styles["foot"]}>
        <span />
        <Button onClick={() => setAgain(true)}>{t("screens.import.changeColumns")}</Button>
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate({ mapping: job.mapping, options: optionsOf(job, job.mapping, chosen(job)), dryRun: false })}>
          {t("screens.import.run", { n: job.rows })}
        </Button>
      </div>
    </>
  );
}

/** How far an import is, and what became of its rows. */
export function Progress({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const act = useAct();
  const { id, status, total, done, actions, kind, dry_run: trial } = job;
  const moving = status === "queued" || status === "running";
  const share = total > 0 ? Math.floor((done / total) * 100) : moving ? 0 : 100;
  const bar = status === "failed" ? "exception" : status === "done" ? "success" : "normal";
  const cancel = (): void =>
    act({ run: () => api.POST("/api/v1/imports/{id}/cancellations", { params: { path: { id } } }), done: "screens.import.cancelled", touches: ["import"] });
  return (
    <>
      <p role="status">{t(`screens.import.status.${trial && status === "done" ? "trial" : status}`, { done, total })}</p>
      <Bar percent={share} status={bar} aria-label={t("screens.import.progress")} />
      <Counts job={job} />
      {job.error && <Alert type="error" showIcon title={job.error.detail} />}
      {moving && <p className={styles["hint"]}>{t("screens.import.leave")}</p>}
      <div className={styles["foot"]}>
        {actions.includes("cancel") && moving && <Button onClick={cancel}>{t("screens.import.cancel")}</Button>}
        {actions.includes("rejected") && (
          <Button href={`/api/v1/imports/${id}/rejected?format=xlsx`} download>
            {t("screens.import.rejectedFile", { n: job.rejected })}
          </Button>
        )}
        {!trial && job.created + job.joined > 0 && kind === "spend" && <PathLink to="/analytics/returns">{t("screens.import.see")}</PathLink>}
        {!trial && job.created + job.joined > 0 && LISTS[kind] && <PathLink to={`${LISTS[kind]}?import_id=${id}&view=all`}>{t("screens.import.see")}</PathLink>}
      </div>
      {trial && actions.includes("start") && <AfterTrial job={job} />}
      <Undo job={job} />
      {!moving && actions.includes("rows") && <Rows job={job} />}
    </>
  );
}
