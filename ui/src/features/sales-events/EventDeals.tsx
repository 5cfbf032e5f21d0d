import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { BodyOf } from "@/api/types";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { recordPath } from "@/shared/records";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import type { Search } from "@/shared/urlSearch";
import { at, dealsQuery, keyed, KIND, may, type Deal, type SalesEvent } from "./eventApi";
import styles from "./Events.module.css";

/** The deals, contracts and receipts that the event is credited with. */
export function EventDeals({ event }: { event: SalesEvent }) {
  const { t } = useTranslation();
  const [question, setQuestion] = useState<Question>();
  const { data, error, isPending, refetch } = useQuery(dealsQuery(event.id));
  const search = useSearch({ strict: false }) as Search;
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const inviter = search["inviter"];
  const shown = inviter === undefined ? data : data.filter((deal) => String(deal.inviter_id ?? 0) === inviter);
  const linking: Question = {
    title: "screens.salesEvents.linkContract",
    done: "screens.salesEvents.linked",
    fields: [
      { name: "ref_id", kind: "contract", required: true },
      { name: "reason", kind: "text", maxLength: 200, help: "screens.salesEvents.help.reason" },
    ],
    submit: (values, key) => api.POST("/api/v1/sales-events/{id}/deals", { ...at(event.id), body: { kind: "contract", ...values } as BodyOf<"/api/v1/sales-events/{id}/deals">, headers: keyed(key) as never }),
  };
  const link = may(event, "link") && event.state !== "draft" && <Button onClick={() => setQuestion(linking)}>{t("screens.salesEvents.linkContract")}</Button>;
  return (
    <>
      <div className={styles["bar"]}>
        <p className={styles["quiet"]}>{t("screens.salesEvents.rule", { n: event.window_days })}</p>
        {link}
      </div>
      {inviter !== undefined && (
        <p className={styles["quiet"]}>
          {t("screens.salesEvents.by", { name: shown[0]?.inviter_name || t("screens.salesEvents.walkIn") })} <PathLink to={`/sales-events/${event.id}?tab=deals`}>{t("screens.salesEvents.every")}</PathLink>
        </p>
      )}
      {data.length === 0 && <Empty title={t("screens.salesEvents.noDeals.title")} text={t("screens.salesEvents.noDeals.text")} />}
      <ul className={styles["guests"]}>
        {shown.map((deal) => (
          <Line key={deal.id} event={event} deal={deal} />
        ))}
      </ul>
      <RecordDialog kind={KIND} question={question} touches={[KIND]} onClose={() => setQuestion(undefined)} />
    </>
  );
}

function Line({ event, deal }: { event: SalesEvent; deal: Deal }) {
  const { t } = useTranslation();
  const act = useAct();
  const path = deal.contract_id !== null ? recordPath("contract", deal.contract_id) : deal.ref_id !== null ? recordPath(deal.kind, deal.ref_id) : null;
  const title = deal.title || t("screens.salesEvents.hidden");
  const remove = (): void => act({ run: () => api.DELETE("/api/v1/sales-events/{id}/deals/{deal_id}", { params: { path: { id: event.id, deal_id: deal.id } } }), done: "screens.salesEvents.unlinked", touches: [KIND] });
  return (
    <li data-out={!deal.counts}>
      <Mark tone={deal.kind === "opportunity" ? "plain" : "good"}>{enumText(t, "sales_event_deal_kind", deal.kind)}</Mark>
      <span className={styles["what"]}>
        {path ? <PathLink to={path}>{title}</PathLink> : title}
        <small>{[deal.guest_name, deal.inviter_name && t("screens.salesEvents.by", { name: deal.inviter_name }), enumText(t, "sales_event_linked_by", deal.linked_by), deal.reason].filter(Boolean).join(" · ")}</small>
      </span>
      <span className={styles["figure"]}>{deal.kind !== "opportunity" && <Money minor={deal.amount_minor} currency={deal.currency} />}</span>
      <span className={styles["acts"]}>
        {deal.linked_by === "hand" && may(event, "link") && (
          <Button size="small" type="text" onClick={remove}>
            {t("screens.salesEvents.unlink")}
          </Button>
        )}
      </span>
    </li>
  );
}
