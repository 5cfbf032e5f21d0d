import { Alert, Button, Progress } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { PipelineDesign } from "@/api/types";
import { PathLink } from "@/shared/ui/PathLink";
import { useTellFailure } from "@/shared/ui/useTell";
import { When } from "@/shared/ui/When";
import styles from "./Pipelines.module.css";
import { useRenewPipelines } from "./usePipelines";

/** The last change on its way to the deals, and its undo for an hour. */
export function PipelineChange({ design: { id, last } }: { design: PipelineDesign }) {
  const { t } = useTranslation();
  const tell = useTellFailure();
  const renew = useRenewPipelines();
  const undo = useMutation({
    mutationFn: async (change: number) => api.POST("/api/v1/pipelines/{id}/changes/{change_id}/undos", { params: { path: { id, change_id: change } } }),
    onError: tell,
    onSettled: renew,
  });
  if (!last) return null;
  const { seen, total, moved, left } = last;
  if (!last.finished_at) {
    return (
      <div className={styles["change"]} aria-live="polite">
        {t("screens.pipelines.change.running", { seen, total })}
        <Progress percent={Math.round((seen / Math.max(1, total)) * 100)} size="small" aria-label={t("screens.pipelines.change.label")} />
      </div>
    );
  }
  if (last.undo_asked_at && !last.undone_at) return <p className={styles["change"]}>{t("screens.pipelines.change.undoing")}</p>;
  if (last.undone_at) {
    if (last.left_count === 0) return null;
    const links = left.map((deal) => (
      <PathLink key={deal} to={`/opportunities/${deal}`}>
        #{deal}
      </PathLink>
    ));
    return <Alert type="warning" className={styles["alert"] ?? ""} title={t("screens.pipelines.change.left", { n: last.left_count })} description={<span className={styles["links"]}>{links}</span>} />;
  }
  if (!last.may_undo) return null;
  return (
    <p className={styles["change"]}>
      {t("screens.pipelines.change.done", { name: last.by_name })} <When at={last.made_at} />
      {moved > 0 && <span>{t("screens.pipelines.change.moved", { n: moved })}</span>}
      <Button size="small" loading={undo.isPending} onClick={() => undo.mutate(last.id)}>
        {t("screens.pipelines.change.undo")}
      </Button>
    </p>
  );
}
