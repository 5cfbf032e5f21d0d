import { Alert, Button, Modal } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { ImportJob } from "@/api/types";
import { useAct } from "@/resource/useAct";
import { problemText } from "@/shared/ui/problemText";
import styles from "./Import.module.css";

async function preview(id: number, signal: AbortSignal) {
  return must(await api.GET("/api/v1/imports/{id}/undo", { params: { path: { id } }, signal }));
}

function Question({ job, onClose }: { job: ImportJob; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct();
  const { id, filename } = job;
  const { data, error, isPending } = useQuery({ queryKey: ["import-undo", id], queryFn: ({ signal }) => preview(id, signal), gcTime: 0, retry: false });
  const undo = (): void => {
    act({ run: async () => must(await api.POST("/api/v1/imports/{id}/undo", { params: { path: { id } } })), done: "screens.import.undoAsked", touches: ["import", "lead", "customer"] });
    onClose();
  };
  const said = data
    ? ([
        ["undoCreated", data.created - data.touched],
        ["undoTouched", data.touched],
        ["undoUpdated", data.updated],
        ["undoJoined", data.joined],
      ] as const)
    : [];
  return (
    <Modal open title={t("screens.import.undoTitle", { filename })} onCancel={onClose} onOk={undo} okText={t("screens.import.undoConfirm")} okButtonProps={{ danger: true, disabled: !data }} loading={isPending && !error}>
      {error && <Alert type="error" showIcon title={problemText(asProblem(error), t)} />}
      <ul className={styles["facts"]}>
        {said
          .filter(([, n]) => n > 0)
          .map(([key, n]) => (
            <li key={key}>{t(`screens.import.${key}`, { n })}</li>
          ))}
      </ul>
      {data && <p>{t("screens.import.undoKept")}</p>}
    </Modal>
  );
}

/** How an undo stands, and the button that begins one. */
export function Undo({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { undo_status: status, undone, kept } = job;
  const total = job.created + job.updated + job.joined;
  return (
    <>
      {(status === "queued" || status === "running") && <Alert type="info" showIcon title={t("screens.import.undoing", { done: undone + kept, total })} />}
      {status === "done" && <Alert type="success" showIcon title={t("screens.import.undoDone", { undone, kept })} />}
      {status === "failed" && <Alert type="error" showIcon title={t("screens.import.undoFailed", { undone, kept })} />}
      {job.actions.includes("undo") && (
        <div className={styles["foot"]}>
          <span />
          <Button danger onClick={() => setAsking(true)}>
            {t("screens.import.undo")}
          </Button>
        </div>
      )}
      {asking && <Question job={job} onClose={() => setAsking(false)} />}
    </>
  );
}
