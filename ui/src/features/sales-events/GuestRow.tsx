import { Button, Checkbox, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { absolute } from "@/shared/format";
import { recordPath } from "@/shared/records";
import { Mark } from "@/shared/ui/Mark";
import { PathLink } from "@/shared/ui/PathLink";
import { toast } from "@/shared/ui/toast";
import { at, GUEST_TONES, keyed, KIND, may, type Guest, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";

interface Props {
  event: SalesEvent;
  guest: Guest;
  chosen: boolean;
  onToggle: () => void;
}

/** One guest: who they are, what they said, who invited them, and their way in. */
export function GuestRow({ event, guest, chosen, onToggle }: Props) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const path = guest.seen ? recordPath(guest.about_kind, guest.about_id) : null;
  const beginning: Question = {
    title: "screens.salesEvents.beginDeal",
    done: "screens.salesEvents.dealBegun",
    fields: [{ name: "name", kind: "text", required: true, maxLength: 120 }, { name: "amount_minor", kind: "money", required: true }, { name: "expected_win_on", kind: "date" }],
    initial: { name: `${guest.company || guest.name} · ${event.name}`.slice(0, 120) },
    ...(guest.customer_id === null && { text: t("screens.salesEvents.becomesCustomer") }),
    submit: async (values, key) => {
      const body = { guest_id: guest.id, customer_name: "", ...values } as BodyOf<"/api/v1/sales-events/{id}/opportunities">;
      return must(await api.POST("/api/v1/sales-events/{id}/opportunities", { ...at(event.id), body, headers: keyed(key) as never }));
    },
  };
  const said = [guest.company, guest.phone, guest.inviter_name && t("screens.salesEvents.by", { name: guest.inviter_name }), guest.walk_in && t("screens.salesEvents.walkIn"), guest.party > 1 && t("screens.salesEvents.party", { count: guest.party })];
  return (
    <li>
      {may(event, "invite") && <Checkbox checked={chosen} onChange={onToggle} aria-label={guest.name} />}
      <span className={styles["what"]}>
        {path ? <PathLink to={path}>{guest.name}</PathLink> : guest.name}
        <small>{said.filter(Boolean).join(" · ")}</small>
      </span>
      <span className={styles["state"]}>
        <Mark tone={GUEST_TONES[guest.state]}>{enumText(t, "sales_event_guest_state", guest.state)}</Mark>
        {guest.arrived_at && <small>{absolute(guest.arrived_at)}</small>}
      </span>
      <span className={styles["acts"]}>
        <Popover trigger="click" content={<Invitation guest={guest} />} placement="bottomRight">
          <Button size="small">{t("screens.salesEvents.invitation")}</Button>
        </Popover>
        {may(event, "link") && event.state !== "draft" && guest.seen && (
          <Button size="small" onClick={() => setQuestion(beginning)}>
            {t("screens.salesEvents.beginDeal")}
          </Button>
        )}
      </span>
      <RecordDialog kind={KIND} question={question} touches={[KIND, "opportunity"]} onClose={() => setQuestion(undefined)} />
    </li>
  );
}

/** The guest's own page and code, to be sent to them by whoever invites. */
function Invitation({ guest }: { guest: Guest }) {
  const { t } = useTranslation();
  const link = `${window.location.origin}/e/${guest.token}`;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link);
    toast("good", t("screens.salesEvents.copied"));
  };
  const image = (format: "svg" | "png"): string => `/api/v1/sales-event-guests/${guest.id}/image?format=${format}`;
  return (
    <div className={styles["invitation"]}>
      <img src={image("svg")} alt={t("screens.salesEvents.codeOf", { name: guest.name })} width={160} height={160} />
      <b>{guest.code}</b>
      <Button size="small" type="primary" onClick={() => void copy()}>
        {t("screens.salesEvents.copyLink")}
      </Button>
      <Button size="small" href={image("png")} download>
        PNG
      </Button>
    </div>
  );
}
