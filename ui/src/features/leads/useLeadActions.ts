import { useTranslation } from "react-i18next";
import { api } from "@/api/client";
import type { Lead } from "@/api/types";
import type { Action } from "@/resource/detail/Actions";
import { useAct } from "@/resource/useAct";
import { useMay } from "@/shared/session/session";
import type { leadQuestions } from "./leadQuestions";

export type LeadStep = keyof typeof leadQuestions | "log" | "convert";

const ASKED: readonly LeadStep[] = ["convert", "assign", "return", "invalidate"];

/** What can be done with a lead now; the next step comes first. */
export function useLeadActions(ask: (step: LeadStep, lead: Lead) => void): (lead: Lead) => Action[] {
  const { t } = useTranslation();
  const may = useMay();
  const act = useAct();
  return (lead) => {
    const { id } = lead;
    const allowed = (verb: string): boolean => lead.actions?.includes(verb) ?? false;
    const word = (verb: string): string => t(`screens.lead.${verb}.action`);
    const actions: Action[] = [];
    const at = { params: { path: { id } } };
    const now = (verb: string, run: () => Promise<unknown>): void => {
      if (allowed(verb)) actions.push({ key: verb, label: word(verb), run: () => act({ run, done: `screens.lead.${verb}.done`, touches: ["lead"] }) });
    };
    now("claim", () => api.POST("/api/v1/leads/{id}/claims", at));
    if (lead.owner_id !== null && may("activity.log")) actions.push({ key: "log", label: t("shell.contact.action"), run: () => ask("log", lead) });
    now("qualify", () => api.POST("/api/v1/leads/{id}/qualifications", at));
    for (const step of ASKED) {
      if (allowed(step)) actions.push({ key: step, label: word(step), danger: step === "invalidate", run: () => ask(step, lead) });
    }
    const next = lead.status === "qualified" ? "convert" : allowed("claim") ? "claim" : "log";
    return actions.map((action) => ({ ...action, primary: action.key === next }));
  };
}
