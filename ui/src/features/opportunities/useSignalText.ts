import { useTranslation } from "react-i18next";
import type { DealSignal, Opportunity } from "@/api/types";
import { useFormat } from "@/shared/useFormat";

/** A sign in words with its figures. */
export function useSignalText(deal: Opportunity): (signal: DealSignal) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ sign, n, usual }) => t(`screens.opportunity.signals.${sign}`, { n, usual, sum: sign === "amount_cut" ? format.money(n ?? 0, deal.currency) : "" });
}
