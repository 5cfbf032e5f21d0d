import { useTranslation } from "react-i18next";
import type { DealRow, Funnel } from "@/api/types";
import { enumText } from "@/resource/texts";
import type { FigureTarget } from "@/shared/ui/FigureLink";

/** One step of a funnel, whatever it is about. */
export interface Step {
  key: string;
  name: string;
  count: number;
  link: FigureTarget | null;
  /** The same of the period before. */
  previous?: number | null;
  /** Basis points of the step before. */
  conversion?: number | null;
  amount?: number;
  amountLink?: FigureTarget | null;
  /** How long it was stayed in. */
  stay?: { mean: number | null; half: number | null; most: number | null; count: number; link: FigureTarget };
}

/** The same list, narrowed further. */
export const narrowed = (link: FigureTarget, more: Record<string, unknown>): FigureTarget => ({ ...link, params: { ...link.params, ...more } });

/** The parts of the funnel as steps with their words. */
export function useSteps() {
  const { t } = useTranslation();
  return {
    leads: ({ steps }: NonNullable<Funnel["leads"]>): Step[] =>
      steps.map(({ key, count, conversion, link }) => ({ key, name: t(`screens.analytics.leadStep.${key}`), count, conversion, link })),
    deals: ({ steps }: NonNullable<Funnel["opportunities"]>): Step[] =>
      steps.map(({ stage_id: id, name, count, previous, conversion, link, amount_minor: amount, amount_link: amountLink, ...of }) => ({
        key: String(id),
        name,
        count,
        previous,
        conversion,
        link,
        amount,
        amountLink,
        stay: { mean: of.mean_days, half: of.half_within_days, most: of.most_within_days, count: of.stays, link: of.stays_link },
      })),
    standing: ({ stages }: NonNullable<Funnel["opportunities"]>): Step[] =>
      stages.map(({ stage_id: id, name, count, link, amount_minor: amount, amount_link: amountLink }) => ({ key: String(id), name, count, link, amount, amountLink })),
    reasons: ({ reasons }: NonNullable<Funnel["opportunities"]>): Step[] =>
      reasons.map(({ reason, count, link, amount_minor: amount }) => ({ key: reason, name: reason || t("screens.analytics.noReason"), count, link, amount, amountLink: narrowed(link, { currency: "CNY" }) })),
    /** What a row of people, teams, sources or months is called. */
    nameOf: ({ key, name }: DealRow, by: string): string => {
      if (by === "month") return key;
      if (by === "source") return enumText(t, "lead_source", key);
      return name ?? t(`screens.analytics.none_${by === "team" ? "team" : "person"}`);
    },
  };
}
