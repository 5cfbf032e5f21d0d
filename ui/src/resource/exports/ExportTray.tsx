import { Button, Progress } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import { useRefresh, recordKey } from "@/resource/useRecord";
import { enumText } from "@/resource/texts";
import { recordPath } from "@/shared/records";
import { toast } from "@/shared/ui/toast";
import { useTellFailure } from "@/shared/ui/useTell";
import { useFormat } from "@/shared/useFormat";
import styles from "./Exports.module.css";
import { fetchFile, getExport, isMoving } from "./exporting";
import { untrack } from "./underway";

const PACE = 400;

/** One export on its way. When it is ready the browser fetches the file by itself. */
function Underway({ id }: { id: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const { data: job, error } = useQuery({
    queryKey: recordKey("export", id),
    queryFn: ({ signal }) => getExport(id, signal),
    refetchInterval: ({ state }) => (state.data && !isMoving(state.data) ? false : PACE),
    staleTime: 0,
  });
  const status = job?.status;
  useEffect(() => {
    if (!job || isMoving(job)) return;
    untrack(id);
    refresh("export", "notification");
    const open = { label: t("screens.export.see"), run: () => void navigate({ to: recordPath("export", id) ?? "/exports" }) };
    if (job.status === "done") {
      fetchFile(id);
      toast("good", t("screens.export.ready", { n: format.count(job.total ?? 0) }), open);
    } else if (job.status === "failed") toast("bad", job.error ?? t("screens.export.failed"), open);
    // once, when it has come to its end
    // oxlint-disable-next-line react/exhaustive-deps
  }, [status]);
  useEffect(() => {
    if (error) untrack(id);
  }, [error, id]);
  const cancel = (): void => void api.POST("/api/v1/exports/{id}/cancellations", { params: { path: { id } } }).catch(tell);
  const total = job?.total ?? 0;
  const text =
    job?.status === "running" && total > 0
      ? t("screens.export.progress", { kind: enumText(t, "export_kind", job.kind), done: format.count(job.done), total: format.count(total) })
      : t("screens.export.queued");
  return (
    <div className={styles["underway"]}>
      <div>
        <span>{text}</span>
        <Progress percent={total > 0 ? Math.floor(((job?.done ?? 0) / total) * 100) : 0} showInfo={false} size="small" aria-label={text} />
      </div>
      <Button type="text" size="small" onClick={cancel}>
        {t("screens.export.stop")}
      </Button>
    </div>
  );
}

/** The exports that this tab waits for, wherever in the app one is. */
export default function ExportTray({ ids }: { ids: readonly number[] }) {
  return (
    <div className={styles["tray"]} role="status">
      {ids.map((id) => (
        <Underway key={id} id={id} />
      ))}
    </div>
  );
}
