import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { NextStep } from "@/resource/contact/NextStep";
import type { Action } from "@/resource/detail/Actions";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { RecordDialog, type Question } from "@/resource/form/RecordDialog";
import { fieldOf } from "@/resource/table/tableColumns";
import { useMay } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { splitPath } from "@/shared/urlSearch";
import { EvidencePanel } from "./EvidencePanel";
import { Items } from "./Items";
import { opportunities } from "./opportunityResource";
import { OpportunityRelations } from "./OpportunityRelations";
import { StageGuide } from "./StageGuide";
import { StagePath } from "./StagePath";
import { useRerouting } from "./useRerouting";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

const GROUPS = [
  { title: "screens.opportunity.groups.what", names: ["name", "customer_id", "amount_minor", "budget_minor", "expected_win_on", "decides_on"] },
  { title: "screens.opportunity.groups.how", names: ["owner_id", "next_contact_at", "stage_entered_at", "closed_at", "lost_reason", "lost_to_name"] },
  { title: "screens.opportunity.groups.rivals", names: ["competitor", "unnamed_rivals", "source", "created_at"] },
];

const TONE = { open: "accent", won: "good", lost: "plain" } as const;

const assigning = ({ id }: Opportunity): Question => ({
  title: "shell.assign.title",
  ok: "shell.assign.ok",
  done: "shell.assign.done",
  fields: [{ name: "owner_id", kind: "person", required: true }],
  submit: ({ owner_id: owner }) => api.POST("/api/v1/opportunities/{id}/assignments", { params: { path: { id } }, body: { owner_id: Number(owner) } }),
});

const show = (name: string, deal: Opportunity) => <FieldValue field={fieldOf(opportunities.fields, name)} row={deal} />;

function useView(): DetailView<Opportunity> {
  const { t } = useTranslation();
  return {
    mark: ({ stage_kind: kind, stage_name: name }) => <Mark tone={TONE[kind]}>{name}</Mark>,
    facts: (deal) => [
      { label: t("fields.opportunity.amount_minor"), value: show("amount_minor", deal) },
      { label: t("fields.opportunity.expected_win_on"), value: show("expected_win_on", deal) },
      { label: t("fields.opportunity.customer_id"), value: show("customer_id", deal) },
    ],
    groups: GROUPS,
  };
}

/** One opportunity. */
export function OpportunityDetail() {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const view = useView();
  const [logging, setLogging] = useState<Opportunity>();
  const [question, setQuestion] = useState<Question>();
  const rerouting = useRerouting();
  const actionsOf = (deal: Opportunity): Action[] => {
    const { id, customer_id: customer, amount_minor: amount } = deal;
    const actions: Action[] = [];
    if (may("activity.log")) actions.push({ key: "log", primary: true, label: t("shell.contact.action"), run: () => setLogging(deal) });
    if (may("contract.create")) {
      const to = `/contracts?new=1&with_customer_id=${customer}&with_opportunity_id=${id}&with_amount_minor=${amount}&with_title=${encodeURIComponent(deal.name)}`;
      actions.push({ key: "contract", label: t("shell.create.contract"), run: () => void navigate(splitPath(to) as never) });
    }
    if (deal.actions?.includes("assign")) actions.push({ key: "assign", label: t("shell.assign.action"), run: () => setQuestion(assigning(deal)) });
    const elsewhere = rerouting(deal);
    if (elsewhere) actions.push({ key: "pipeline", label: t("screens.stageGuide.change"), run: () => setQuestion(elsewhere) });
    return actions;
  };
  return (
    <>
      <ResourceDetail
        resource={opportunities}
        view={view}
        actions={actionsOf}
        nextStep={(deal) => (
          <>
            <StagePath deal={deal} />
            <StageGuide deal={deal} />
            {deal.stage_kind === "open" && <NextStep at={deal.next_contact_at} last={deal.last_contact_at} />}
          </>
        )}
        middle={(deal) => (
          <>
            <EvidencePanel deal={deal} />
            <Items deal={deal} />
          </>
        )}
        relations={(deal) => <OpportunityRelations deal={deal} />}
      />
      <Suspense>{logging && <LogContact subject={{ kind: "opportunity", id: logging.id, title: logging.name }} onClose={() => setLogging(undefined)} />}</Suspense>
      <RecordDialog kind="opportunity" question={question} touches={["opportunity"]} onClose={() => setQuestion(undefined)} />
    </>
  );
}
