import CheckCircleFilled from "@ant-design/icons/CheckCircleFilled";
import PlusCircleOutlined from "@ant-design/icons/PlusCircleOutlined";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CriterionState } from "@/api/types";
import { Mark } from "@/shared/ui/Mark";
import styles from "./Evidence.module.css";
import { EvidenceChoice } from "./EvidenceChoice";
import { EvidenceProof } from "./EvidenceProof";
import { useEvidence } from "./useEvidence";

interface Props {
  deal: number;
  criterion: CriterionState;
  isNext: boolean;
  may: boolean;
  onWaive: () => void;
}

/** One sign of a stage: met or not, what it rests on, and one press to tick it. */
export function EvidenceCriterion({ deal, criterion, isNext, may, onWaive }: Props) {
  const { t } = useTranslation();
  const { withdraw } = useEvidence(deal);
  const [open, setOpen] = useState(false);
  const [history, setHistory] = useState(false);
  const standing = criterion.proofs.filter(({ stands }) => stands);
  const past = criterion.proofs.filter(({ stands }) => !stands);
  const { name, hint, met } = criterion;
  return (
    <li className={styles["criterion"]} data-met={met}>
      <div className={styles["line"]}>
        <button type="button" className={styles["tick"]} disabled={!may || !criterion.active} aria-expanded={open} aria-label={t("screens.opportunity.evidence.tick", { name })} aria-pressed={met} onClick={() => setOpen(!open)}>
          {met ? <CheckCircleFilled /> : <PlusCircleOutlined />}
          <span>{name}</span>
        </button>
        {criterion.on_word && (
          <span title={t("screens.opportunity.evidence.onWordHow")}>
            <Mark tone="plain">{t("screens.opportunity.evidence.onWord")}</Mark>
          </span>
        )}
        {isNext && <Mark tone="accent">{t("screens.opportunity.evidence.next")}</Mark>}
        {may && !met && criterion.active && !open && (
          <Button size="small" type="text" className={styles["waive"] ?? ""} aria-label={t("screens.opportunity.evidence.waiveOf", { name })} onClick={onWaive}>
            {t("screens.opportunity.evidence.waive")}
          </Button>
        )}
      </div>
      {hint && <p className={styles["hint"]}>{hint}</p>}
      {(standing.length > 0 || (history && past.length > 0)) && (
        <ul className={styles["proofs"]}>
          {[...standing, ...(history ? past : [])].map((proof) => (
            <EvidenceProof key={proof.id} criterion={criterion} proof={proof} onWithdraw={may ? () => void withdraw(criterion, proof) : undefined} />
          ))}
        </ul>
      )}
      {past.length > 0 && !history && (
        <Button type="link" size="small" className={styles["past"] ?? ""} onClick={() => setHistory(true)}>
          {t("screens.opportunity.evidence.history", { n: past.length })}
        </Button>
      )}
      {open && <EvidenceChoice deal={deal} criterion={criterion} onDone={() => setOpen(false)} />}
    </li>
  );
}
