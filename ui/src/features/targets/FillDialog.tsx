import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must, newKey } from "@/api/client";
import { MixSliders, type Mix } from "./MixSliders";
import { PlanDialog } from "./PlanDialog";
import { StepAndKeep, type Rounding } from "./StepAndKeep";
import type { ToolProps } from "./tools";

const PEOPLE = ["capacity", "history", "pipeline", "even"] as const;
const TIME = ["season", "capacity", "pipeline", "even"] as const;
const OTHERS = { down: ["history", "even"], time: ["season", "even"] } as const;

/** The whole tree by a suggestion: every level and every month from the year's figure. */
export default function FillDialog({ tree, grid, onClose }: ToolProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const people = tree.dimension === "org";
  const [down, setDown] = useState<Mix>(people ? { capacity: 6, history: 4 } : { history: 6, even: 4 });
  const [time, setTime] = useState<Mix>({ season: 10 });
  const [rounding, setRounding] = useState<Rounding>({ step: 1, keep: "locked" });
  const run = async (dry: boolean) =>
    must(
      await api.POST("/api/v1/targets/trees/{id}/fillings", {
        params: { path: { id: tree.id } },
        body: { down, time, ...rounding, dry_run: dry },
        headers: { "Idempotency-Key": newKey() },
      }),
    );
  return (
    <PlanDialog title={t("screens.targets.split.fill")} asked={[down, time, rounding]} grid={grid} run={run} onClose={onClose}>
      <strong>{t("screens.targets.split.downBy")}</strong>
      <MixSliders methods={people ? PEOPLE : OTHERS.down} value={down} onChange={setDown} />
      <strong>{t("screens.targets.split.timeBy")}</strong>
      <MixSliders methods={people ? TIME : OTHERS.time} value={time} onChange={setTime} />
      <StepAndKeep tree={tree} value={rounding} onChange={setRounding} />
    </PlanDialog>
  );
}
