import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must, newKey } from "@/api/client";
import { DecimalInput } from "@/resource/form/DecimalInput";
import { PlanDialog } from "./PlanDialog";
import styles from "./Split.module.css";
import { StepAndKeep, type Rounding } from "./StepAndKeep";
import { treesQuery } from "./targetApi";
import type { ToolProps } from "./tools";

const LINES = ["must", "stretch"] as const;

/** The year before, grown: from another tree, or from what was attained. */
export default function CopyDialog({ tree, grid, onClose }: ToolProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(treesQuery);
  const [origin, setOrigin] = useState<number>(0);
  const [growth, setGrowth] = useState({ must: 1000, stretch: 2000 });
  const [rounding, setRounding] = useState<Rounding>({ step: tree.metric.measured === "money" ? 100_000 : 1, keep: "locked" });
  const others = (data ?? []).filter(({ id, metric }) => id !== tree.id && metric.measured === tree.metric.measured && metric.currency === tree.metric.currency);
  const options = [{ value: 0, label: t("screens.targets.split.attainedBefore") }, ...others.map(({ id, name }) => ({ value: id, label: name }))];
  const run = async (dry: boolean) =>
    must(
      await api.POST("/api/v1/targets/trees/{id}/copies", {
        params: { path: { id: tree.id } },
        body: { origin_id: origin || null, growth, ...rounding, dry_run: dry },
        headers: { "Idempotency-Key": newKey() },
      }),
    );
  return (
    <PlanDialog title={t("screens.targets.split.copy")} asked={[origin, growth, rounding]} grid={grid} run={run} onClose={onClose}>
      <div className={styles["line"]}>
        <span>{t("screens.targets.split.origin")}</span>
        <Select aria-label={t("screens.targets.split.origin")} style={{ minWidth: 220 }} value={origin} options={options} onChange={setOrigin} />
      </div>
      {LINES.map((line) => (
        <div key={line} className={styles["line"]}>
          <span>{t(`screens.targets.split.growth.${line}`)}</span>
          <div style={{ width: 120 }}>
            <DecimalInput scale={2} aria-label={t(`screens.targets.split.growth.${line}`)} value={growth[line]} onChange={(value) => setGrowth({ ...growth, [line]: value ?? 0 })} />
          </div>
        </div>
      ))}
      <StepAndKeep tree={tree} value={rounding} onChange={setRounding} />
    </PlanDialog>
  );
}
