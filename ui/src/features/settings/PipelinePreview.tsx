import { Alert, Modal, Select } from "antd";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { DesignPreview } from "@/api/types";
import { Money } from "@/shared/ui/Money";
import { useFormat } from "@/shared/useFormat";
import { bodyOf, nearest, type Moves, type PipelineDraft } from "./pipelineDraft";
import styles from "./Pipelines.module.css";

interface Props {
  id: number;
  draft: PipelineDraft;
  first: DesignPreview;
  busy: boolean;
  onClose: () => void;
  onSave: (moves: Moves) => void;
}

/** What becomes of the open deals, before anything is saved: where those of a stage that goes are brought, and what the sum is then. */
export function PipelinePreview({ id, draft, first, busy, onClose, onSave }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const gone = first.stages.filter((one) => one.percent_after === null && one.count > 0);
  const [moves, setMoves] = useState<Moves>(() => Object.fromEntries(gone.map((one) => [one.stage_id, nearest(draft, one.percent)])));
  const { data = first } = useQuery({
    queryKey: ["pipeline-preview", id, draft, moves],
    queryFn: async () => must(await api.POST("/api/v1/pipelines/{id}/previews", { params: { path: { id } }, body: bodyOf(draft, moves) })),
    placeholderData: (former: DesignPreview | undefined) => former ?? first,
  });
  const places = draft.stages.map(({ name }, place) => ({ value: place, label: name }));
  const touched = data.stages.filter((one) => one.count > 0);
  const count = gone.reduce((sum, one) => sum + one.count, 0);
  return (
    <Modal open title={t("screens.pipelines.preview.title")} okText={t("screens.pipelines.preview.save")} cancelText={t("shell.form.cancel")} confirmLoading={busy} onCancel={onClose} onOk={() => onSave(moves)} width={640}>
      <p>{t("screens.pipelines.preview.text", { n: format.count(data.open_deals) })}</p>
      {gone.map((one) => (
        <label key={one.stage_id} className={styles["move"]}>
          <span>{t("screens.pipelines.preview.move", { n: format.count(one.count), stage: one.name })}</span>
          <Select value={moves[one.stage_id] ?? 0} options={places} onChange={(place) => setMoves((held) => ({ ...held, [one.stage_id]: place }))} />
        </label>
      ))}
      <div className={styles["scroll"]}>
        <table className={styles["figures"]}>
          <thead>
            <tr>
              {["stage", "deals", "percent", "weighted"].map((name) => (
                <th key={name} scope="col">
                  {t(`screens.pipelines.preview.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {touched.map((one) => (
              <tr key={one.stage_id}>
                <th scope="row">{one.percent_after === null ? `${one.name} → ${one.to_name}` : one.name}</th>
                <td>{format.count(one.count)}</td>
                <td>{one.percent_after === null || one.percent_after === one.percent ? `${one.percent}%` : `${one.percent}% → ${one.percent_after}%`}</td>
                <td>
                  <Money minor={one.weighted_minor} /> → <Money minor={one.weighted_after_minor} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {data.weighted.map(({ currency, before_minor: before, after_minor: after }) => (
        <p key={currency} className={styles["verdict"]}>
          {t("screens.pipelines.preview.sum")} <Money minor={before} currency={currency} /> → <Money minor={after} currency={currency} />
        </p>
      ))}
      {data.evidence.changed > 0 && <Alert type="warning" showIcon className={styles["alert"] ?? ""} title={t("screens.pipelines.preview.evidence", { n: format.count(data.evidence.changed), of: format.count(data.evidence.deals) })} />}
      <p className={styles["note"]}>{t(count > 0 ? "screens.pipelines.preview.undoMoves" : "screens.pipelines.preview.undo", { n: format.count(count) })}</p>
    </Modal>
  );
}
