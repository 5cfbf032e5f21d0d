import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { CriterionState, DealProof } from "@/api/types";
import { enumText } from "@/resource/texts";
import { recordPath } from "@/shared/records";
import { PathLink } from "@/shared/ui/PathLink";
import { When } from "@/shared/ui/When";

function What({ proof }: { proof: DealProof }) {
  const { t } = useTranslation();
  const kind = enumText(t, "proof_kind", proof.kind);
  if (proof.waived) return <>{`${t("screens.opportunity.evidence.waived")} · ${proof.note}`}</>;
  if (proof.kind === "note") return <>{proof.note}</>;
  if (proof.voided_at) return <>{t("screens.opportunity.evidence.void", { kind })}</>;
  if (!proof.in_sight) return <>{t("screens.opportunity.evidence.hidden", { kind })}</>;
  const title = proof.about_title || kind;
  const path = proof.kind === "file" ? `/api/v1/files/${proof.about_id}/content` : recordPath(proof.about_kind ?? "", proof.about_id ?? 0);
  return (
    <>
      {path && proof.kind !== "file" ? <PathLink to={path}>{title}</PathLink> : title}
      {proof.note && ` · ${proof.note}`}
    </>
  );
}

interface Props {
  criterion: CriterionState;
  proof: DealProof;
  /** Absent where this person may not. */
  onWithdraw?: (() => void) | undefined;
}

/** What a criterion rests on: what it is, who said so and when. */
export function EvidenceProof({ criterion, proof, onWithdraw }: Props) {
  const { t } = useTranslation();
  return (
    <li data-stands={proof.stands}>
      <span>
        {!proof.waived && <em>{enumText(t, "proof_kind", proof.kind)}</em>} <What proof={proof} />
      </span>
      <small>
        {proof.by_name} <When at={proof.created_at} />
        {proof.withdrawn_at && ` · ${t("screens.opportunity.evidence.back", { name: proof.withdrawn_by_name ?? "" })}`}
      </small>
      {proof.stands && onWithdraw && (
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          title={t("screens.opportunity.evidence.withdraw", { name: criterion.name })}
          aria-label={t("screens.opportunity.evidence.withdraw", { name: criterion.name })}
          onClick={onWithdraw}
        />
      )}
    </li>
  );
}
