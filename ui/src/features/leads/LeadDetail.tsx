import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { Lead } from "@/api/types";
import { NextStep } from "@/resource/contact/NextStep";
import { Enquiries } from "@/resource/detail/Enquiries";
import { ResourceDetail, type DetailView } from "@/resource/detail/ResourceDetail";
import { FieldValue } from "@/resource/FieldValue";
import { RecordDialog } from "@/resource/form/RecordDialog";
import { fieldOf } from "@/resource/table/tableColumns";
import { ConvertLead } from "./ConvertLead";
import { GradeWhy } from "./GradeWhy";
import { leadQuestions } from "./leadQuestions";
import { leads, leadTitle } from "./leadResource";
import { LeadRelations } from "./LeadRelations";
import { useLeadActions, type LeadStep } from "./useLeadActions";

const LogContact = lazy(() => import("@/resource/contact/LogContact"));

const GROUPS = [
  { title: "screens.lead.groups.who", names: ["name", "company", "title", "phone", "wechat", "email", "region"] },
  { title: "screens.lead.groups.where", names: ["source", "campaign", "cost_minor", "received_at", "enquiry_count", "last_enquired_at", "tags", "grade"] },
  { title: "screens.lead.groups.how", names: ["owner_id", "unit_name", "assigned_at", "first_contact_at", "next_contact_at", "invalid_reason"] },
  { title: "screens.lead.groups.more", names: ["remark"] },
];

const reveal = async (id: number) => must(await api.POST("/api/v1/leads/{id}/reveals", { params: { path: { id } } }));

const show = (name: string, lead: Lead) => <FieldValue field={fieldOf(leads.fields, name)} row={lead} />;

function useView(): DetailView<Lead> {
  const { t } = useTranslation();
  return {
    mark: (lead) => (
      <>
        {show("status", lead)} <GradeWhy lead={lead} />
      </>
    ),
    facts: (lead) => [
      { label: t("fields.lead.phone"), value: lead.phone || lead.wechat || lead.email || null },
      { label: t("fields.lead.owner_name"), value: lead.owner_name ?? t("screens.lead.views.pool") },
      { label: t("fields.lead.received_at"), value: show("received_at", lead) },
    ],
    groups: GROUPS,
    reveal,
  };
}

/** One lead. */
export function LeadDetail() {
  const view = useView();
  const [step, setStep] = useState<{ step: LeadStep; lead: Lead }>();
  const actionsOf = useLeadActions((step, lead) => setStep({ step, lead }));
  const close = (): void => setStep(undefined);
  return (
    <>
      <ResourceDetail
        resource={leads}
        view={view}
        actions={actionsOf}
        nextStep={(lead) => lead.status !== "converted" && lead.status !== "invalid" && <NextStep at={lead.next_contact_at} last={lead.last_contact_at} />}
        relations={(lead) => (
          <>
            {lead.enquiry_count > 1 && <Enquiries kind="lead" id={lead.id} />}
            <LeadRelations lead={lead} />
          </>
        )}
      />
      <Suspense>
        {step?.step === "log" && <LogContact subject={{ kind: "lead", id: step.lead.id, title: leadTitle(step.lead) }} onClose={close} />}
      </Suspense>
      {step?.step === "convert" && <ConvertLead lead={step.lead} onClose={close} />}
      {step && step.step !== "log" && step.step !== "convert" && (
        <RecordDialog kind="lead" question={leadQuestions[step.step](step.lead)} touches={["lead"]} onClose={close} />
      )}
    </>
  );
}
