import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import styles from "./Evidence.module.css";
import { EvidenceList } from "./EvidenceList";

/** The evidence of a deal on its page; what helps in its stage has its place beside. */
export function EvidencePanel({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  return (
    <details className={styles["panel"]} open={deal.stage_kind === "open"} id="evidence">
      <summary>
        <h2>{t("screens.opportunity.evidence.title")}</h2>
      </summary>
      <EvidenceList id={deal.id} />
    </details>
  );
}
