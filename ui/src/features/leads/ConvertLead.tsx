import { useNavigate } from "@tanstack/react-router";
import { Alert } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { BodyOf, Lead } from "@/api/types";
import type { Field, Values } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { toast } from "@/shared/ui/toast";

const FormDialog = lazy(() => import("@/resource/form/FormDialog"));

type Body = BodyOf<"/api/v1/leads/{id}/conversions">;

const FIELDS: readonly Field[] = [
  { name: "customer_id", kind: "customer", help: "screens.lead.convert.existing" },
  { name: "customer_name", kind: "text", maxLength: 200 },
  { name: "customer_kind", kind: "select", enum: "customer_kind", values: ["organisation", "person"], required: true },
  { name: "contact_name", kind: "text", maxLength: 120 },
  { name: "opportunity_name", kind: "text", required: true, maxLength: 120 },
  { name: "amount_minor", kind: "money", required: true },
  { name: "expected_win_on", kind: "date" },
];

const startOf = ({ name, company }: Lead, deal: string): Values => ({
  customer_name: company || name,
  customer_kind: company ? "organisation" : "person",
  contact_name: name,
  opportunity_name: deal,
});

/** Turns a lead into customer, contact and opportunity in one step, and goes to the opportunity. */
export function ConvertLead({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefresh();
  const { id } = lead;
  const submit = async (values: Values, key: string): Promise<void> => {
    const body = values as Body;
    const made = must(await api.POST("/api/v1/leads/{id}/conversions", { params: { path: { id } }, body, headers: { "Idempotency-Key": key } }));
    refresh("lead", "customer", "contact", "opportunity");
    toast("good", t("screens.lead.convert.done"), {
      label: t("screens.lead.convert.customer"),
      run: () => void navigate({ to: `/customers/${made.customer_id}` }),
    });
    void navigate({ to: `/opportunities/${made.opportunity_id}` });
  };
  const deal = t("screens.lead.convert.deal", { title: lead.company || lead.name });
  return (
    <Suspense>
      <FormDialog kind="conversion" title={t("screens.lead.convert.title")} okText={t("screens.lead.convert.ok")} fields={FIELDS} initial={startOf(lead, deal)} submit={submit} onClose={onClose}>
        <Alert type="info" title={t("screens.lead.convert.text")} style={{ marginBottom: 16 }} />
      </FormDialog>
    </Suspense>
  );
}
