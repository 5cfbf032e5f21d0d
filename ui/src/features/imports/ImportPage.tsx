import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ImportJob } from "@/api/types";
import { recordKey } from "@/resource/useRecord";
import { liveOne } from "@/shared/live/meta";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Import.module.css";
import { getImport } from "./importResource";
import { Mapping } from "./Mapping";
import { Progress } from "./Progress";
import { Steps } from "./Steps";

const PACE = 1000;
const isMoving = (job: ImportJob | undefined): boolean => [job?.status, job?.undo_status].some((status) => status === "queued" || status === "running");

/** One import: its columns before it runs, its progress while, its result after. It goes on when one leaves. */
export function ImportPage() {
  const { t } = useTranslation();
  const { id: text } = useParams({ strict: false }) as { id?: string };
  const id = Number(text);
  const { data: job, error, isPending, refetch } = useQuery({
    queryKey: recordKey("import", id),
    queryFn: ({ signal }) => getImport(id, signal),
    refetchInterval: ({ state }) => (isMoving(state.data) ? PACE : false),
    meta: liveOne("import", id),
  });
  if (error && !job) return <Failing error={error} onRetry={() => void refetch()} />;
  if (isPending || !job) return <PageSkeleton />;
  const mapping = job.status === "uploaded";
  return (
    <Page title={job.filename} state={t("screens.import.facts", { rows: job.rows, columns: job.columns.length, encoding: job.encoding || job.format })} actions={<PathLink to="/imports">{t("screens.import.history")}</PathLink>}>
      <div className={styles["narrow"]}>
        <Steps at={mapping ? 1 : 2} />
        {mapping ? <Mapping key={job.id} job={job} /> : <Progress job={job} />}
      </div>
    </Page>
  );
}
