import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { fieldLabel } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import styles from "./StageGuide.module.css";

const LINES = ["key_person", "sop", "tools", "talk_tracks"] as const;

/** What the present stage tells who sells: the buyer's step at once, the rest when opened. */
export function StageGuide({ deal }: { deal: Opportunity }) {
  const { t, i18n } = useTranslation();
  const { data } = $api.useQuery(
    "get",
    "/api/v1/pipelines/{id}/guides",
    { params: { path: { id: deal.pipeline_id } } },
    { staleTime: 600_000, meta: { ...live("pipeline"), language: i18n.language } },
  );
  const stage = data?.items.find(({ id }) => id === deal.stage_id);
  const lines = LINES.filter((name) => stage?.[name]);
  if (!stage || deal.stage_kind !== "open" || (lines.length === 0 && !stage.buyer_step)) return null;
  return (
    <details className={styles["guide"]}>
      <summary>
        {t("screens.stageGuide.title")}
        {stage.buyer_step && <span>{stage.buyer_step}</span>}
      </summary>
      <dl>
        {lines.map((name) => (
          <div key={name}>
            <dt>{fieldLabel(t, "pipeline", name)}</dt>
            <dd>{stage[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
