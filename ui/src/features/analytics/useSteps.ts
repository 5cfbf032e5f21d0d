import { useTranslation } from "react-i18next";
import type { Funnel } from "@/api/types";
import type { FigureTarget } from "@/shared/ui/FigureLink";

/** One step of a funnel, whatever it is about. */
export interface Step {
  key: string;
  name: string;
  count: number;
  link: FigureTarget | null;
  /** Basis points of the step before. */
  conversion?: number | null;
  /** Median days in this stage. */
  days?: number | null;
  amount?: number;
  amountLink?: FigureTarget | null;
}

/** The parts of the funnel as steps with their words. */
export function useSteps() {
  const { t } = useTranslation();
  return {
    leads: ({ steps }: NonNullable<Funnel["leads"]>): Step[] =>
      steps.map(({ key, count, conversion, link }) => ({ key, name: t(`screens.analytics.leadStep.${key}`), count, conversion, link })),
    deals: ({ steps }: NonNullable<Funnel["opportunities"]>): Step[] =>
      steps.map(({ stage_id: id, name, count, conversion, link, median_days: days }) => ({ key: String(id), name, count, conversion, link, days })),
    standing: ({ stages }: NonNullable<Funnel["opportunities"]>): Step[] =>
      stages.map(({ stage_id: id, name, count, link, amount_minor: amount, amount_link: amountLink }) => ({ key: String(id), name, count, link, amount, amountLink })),
  };
}
