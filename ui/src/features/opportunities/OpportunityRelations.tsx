import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { Relation } from "@/resource/detail/Relation";
import { TasksOf } from "@/resource/tasks/TasksOf";
import { enumText } from "@/resource/texts";
import { absolute } from "@/shared/format";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Money } from "@/shared/ui/Money";
import { PathLink } from "@/shared/ui/PathLink";
import { Chances } from "./Chances";
import { Credibility } from "./Credibility";
import { RivalsPanel } from "./RivalsPanel";
import { Signals } from "./Signals";
import styles from "./OpportunityRelations.module.css";
import { TeamPanel } from "./TeamPanel";

const DebriefOfDeal = lazy(() => import("@/resource/market/DebriefOfDeal"));

function Stays({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.opportunity.history")}</h2>
      <ol className={styles["stays"]}>
        {deal.history?.map(({ stage_id: id, stage_name: name, entered_at: entered }) => (
          <li key={`${id}-${entered}`}>
            <span>{name}</span>
            <time dateTime={entered}>{absolute(entered)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Contracts({ id }: { id: number }) {
  const { t } = useTranslation();
  const { data, error } = $api.useQuery("get", "/api/v1/contracts", { params: { query: { opportunity_id: id, limit: 10, count: true } } }, { meta: live("contract") });
  return (
    <Relation
      title={t("screens.opportunity.contracts")}
      items={data?.items}
      count={data}
      error={error}
      empty={t("screens.opportunity.noContracts")}
      render={({ id: contract, number, title, status, amount_minor: amount, currency }) => (
        <>
          <PathLink to={`/contracts/${contract}`}>{title}</PathLink>
          <div className={styles["line"]}>
            {number} · {enumText(t, "contract.status", status)}
            <Money minor={amount} currency={currency} />
          </div>
        </>
      )}
    />
  );
}

/** The chances of a deal, who else bids, who works on it, the way it came, its contracts. */
export function OpportunityRelations({ deal }: { deal: Opportunity }) {
  const may = useMay();
  const { t } = useTranslation();
  return (
    <>
      <Signals deal={deal} />
      <Credibility deal={deal} />
      <TasksOf about={{ kind: "opportunity", id: deal.id }} />
      <Chances deal={deal} />
      <RivalsPanel deal={deal} />
      <Suspense>{deal.closed_at && may("debrief.read") && <DebriefOfDeal deal={deal} />}</Suspense>
      <TeamPanel deal={deal} />
      {may("contract.read") && <Contracts id={deal.id} />}
      <Stays deal={deal} />
      {deal.lead_id !== null && may("lead.read") && <PathLink to={`/leads/${deal.lead_id}`}>{t("screens.opportunity.lead")}</PathLink>}
    </>
  );
}
