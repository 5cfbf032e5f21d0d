import CheckSquareOutlined from "@ant-design/icons/CheckSquareOutlined";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import styles from "./Board.module.css";

const EvidenceDrawer = lazy(() => import("./EvidenceDrawer"));

/** Opens the evidence of a card beside the board. */
export function EvidenceButton({ card }: { card: Opportunity }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const label = t("screens.opportunity.evidence.openOf", { name: card.name });
  return (
    <>
      <Button className={`${styles["move"]} ${styles["evidence"]}`} size="small" type="text" icon={<CheckSquareOutlined />} aria-label={label} title={t("screens.opportunity.evidence.open")} onClick={() => setOpen(true)} />
      <Suspense>{open && <EvidenceDrawer deal={card} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
