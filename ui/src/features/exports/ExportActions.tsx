import { Button, Space } from "antd";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { ExportRow } from "@/api/types";
import { fileOf, useStarted } from "@/resource/exports/exporting";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { useAct } from "@/resource/useAct";
import { recordPath } from "@/shared/records";
import { useTellFailure } from "@/shared/ui/useTell";
import { useRefresh } from "@/resource/useRecord";
import { approving, refusing } from "./exportQuestions";

/** What may be done with an export now, as the server says. `wide`: on its own page. */
export function ExportActions({ row, rows, wide = false }: { row: ExportRow; rows?: number | null; wide?: boolean }) {
  const { t } = useTranslation();
  const act = useAct();
  const tell = useTellFailure();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const started = useStarted();
  const [question, setQuestion] = useState<Question>();
  const { id, actions } = row;
  const path = { params: { path: { id } } };
  const again = useMutation({
    mutationFn: async () => must(await api.POST("/api/v1/exports/{id}/repetitions", { ...path, body: {} })),
    onError: tell,
    onSuccess: (job) => {
      started(job);
      if (wide) void navigate({ to: recordPath("export", job.id) ?? "/exports" });
    },
  });
  const cancel = (): void => act({ run: () => api.POST("/api/v1/exports/{id}/cancellations", path), done: "screens.export.cancelled", touches: ["export"] });
  const size = wide ? "middle" : "small";
  return (
    <Space size={4} wrap>
      {actions.includes("download") && (
        <Button size={size} type={wide ? "primary" : "default"} href={fileOf(id)} download onClick={() => setTimeout(() => refresh("export", "notification"), 1000)}>
          {t("screens.export.download")}
        </Button>
      )}
      {actions.includes("approve") && (
        <Button size={size} type={wide ? "primary" : "default"} onClick={() => setQuestion(approving(row, rows ?? row.rows, t))}>
          {t("screens.export.approve")}
        </Button>
      )}
      {actions.includes("refuse") && (
        <Button size={size} onClick={() => setQuestion(refusing(row, t))}>
          {t("screens.export.refuse")}
        </Button>
      )}
      {actions.includes("again") && (
        <Button size={size} loading={again.isPending} onClick={() => again.mutate()}>
          {t("screens.export.again")}
        </Button>
      )}
      {actions.includes("cancel") && (
        <Button size={size} onClick={cancel}>
          {t("screens.export.cancel")}
        </Button>
      )}
      <RecordDialog kind="export" question={question} touches={["export"]} onClose={() => setQuestion(undefined)} />
    </Space>
  );
}
