import QuestionCircleOutlined from "@ant-design/icons/QuestionCircleOutlined";
import SwapOutlined from "@ant-design/icons/SwapOutlined";
import { useDraggable } from "@dnd-kit/core";
import { Button, Checkbox, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CaseCard } from "@/api/types";
import { DispatchStory } from "@/resource/dispatch/DispatchStory";
import { CardFace } from "./CardFace";
import styles from "./Desk.module.css";

interface Props {
  card: CaseCard;
  chosen: boolean;
  choosing: boolean;
  onChoose: (id: number) => void;
  onGive: (card: CaseCard) => void;
}

function Why({ lead, title }: { lead: number; title: string }) {
  return (
    <section className={styles["story"]} aria-label={title}>
      <h2>{title}</h2>
      <DispatchStory lead={lead} />
    </section>
  );
}

/** A card that can be dragged onto a person, chosen, given away by the keyboard, and asked why. */
export function DeskCard({ card, chosen, choosing, onChoose, onGive }: Props) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const gives = card.actions.includes("assign");
  const { listeners, setNodeRef, isDragging } = useDraggable({ id: card.id, disabled: !gives });
  const title = card.title ?? `#${card.lead_id}`;
  const why = t(card.owner_id === null ? "screens.dispatch.whyWaits" : "screens.dispatch.whyHer");
  return (
    <div className={styles["slot"]} data-dragging={isDragging} data-chosen={chosen} data-choosing={choosing}>
      <div ref={setNodeRef} {...listeners} className={gives ? styles["grip"] : undefined}>
        <CardFace card={card} />
      </div>
      <span className={styles["verbs"]}>
        {gives && <Checkbox checked={chosen} onChange={() => onChoose(card.id)} aria-label={t("screens.dispatch.choose", { title })} />}
        {gives && <Button size="small" type="text" icon={<SwapOutlined />} title={t("screens.dispatch.give")} aria-label={t("screens.dispatch.giveOf", { title })} onClick={() => onGive(card)} />}
        <Popover trigger="click" open={asked} onOpenChange={setAsked} placement="rightTop" content={asked && <Why lead={card.lead_id} title={why} />}>
          <Button size="small" type="text" icon={<QuestionCircleOutlined />} title={why} aria-label={t("screens.dispatch.whyOf", { title })} />
        </Popover>
      </span>
    </div>
  );
}
