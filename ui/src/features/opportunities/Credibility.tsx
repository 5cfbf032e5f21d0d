import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { useNow } from "@/shared/ui/useNow";
import { useFormat } from "@/shared/useFormat";
import styles from "./OpportunityRelations.module.css";

const FRESHNESS = [
  [7, 100],
  [14, 80],
  [30, 50],
  [60, 25],
] as const;
const OLD = 10;
const BACKING = [100, 80, 60, 40] as const;

const worthOf = (steps: number): number => BACKING[Math.min(Math.max(steps, 0), BACKING.length - 1)] ?? 0;

/** How much of an open deal is to be believed, and why: how fresh the contact is, and how far the evidence carries. */
export function Credibility({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (deal.credibility === null || deal.credible_minor === null) return null;
  const days = daysBetween(new Date(deal.last_contact_at ?? deal.created_at), now);
  const gap = Math.max(deal.claim_gap, 0);
  const fresh = FRESHNESS.find(([least]) => days <= least)?.[1] ?? OLD;
  const words = Math.max(deal.recorded_gap, 0) - gap;
  const reasons = [
    t(`screens.opportunity.credibility.${deal.last_contact_at ? "contact" : "never"}`, { n: days, worth: fresh }),
    gap > 0 ? t("screens.opportunity.credibility.ahead", { n: gap, worth: worthOf(gap) }) : t("screens.opportunity.credibility.even"),
    ...(words > 0 ? [t("screens.opportunity.credibility.word", { n: words, worth: (worthOf(gap) + worthOf(deal.recorded_gap)) / 2 })] : []),
  ];
  return (
    <section>
      <h2 className={styles["title"]}>
        {t("screens.opportunity.credibility.title")} {deal.credibility}%
      </h2>
      <ul className={styles["signs"]} title={t("screens.opportunity.credibility.how")}>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
        <li>{t("screens.opportunity.credibility.is", { weighted: format.money(deal.weighted_minor, deal.currency), credible: format.money(deal.credible_minor, deal.currency) })}</li>
      </ul>
    </section>
  );
}

const midnight = (date: Date): number => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());

/** Days on the calendar from one moment to another. */
function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((midnight(to) - midnight(from)) / 86_400_000));
}
