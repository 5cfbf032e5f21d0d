import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Opportunity } from "@/api/types";
import { liveOne } from "@/shared/live/meta";
import { Mark } from "@/shared/ui/Mark";
import styles from "./OpportunityRelations.module.css";

interface Props {
  deal: Opportunity;
  used: boolean;
}

/** What a trained model says of the deal, and what moves it; nothing while none is in use. */
export default function ModelChance({ deal, used }: Props) {
  const { t, i18n } = useTranslation();
  const { data } = $api.useQuery("get", "/api/v1/opportunities/{id}/chances", { params: { path: { id: deal.id } } }, { meta: { ...liveOne("opportunity", deal.id), language: i18n.language } });
  if (!data || data.by_model === null) return null;
  const points = (n: number): string => t(`screens.opportunity.chances.${n > 0 ? "plus" : "minus"}`, { n: Math.abs(n) });
  return (
    <div className={styles["chance"]}>
      <dt>
        {t("screens.opportunity.chances.model")}
        {used && <Mark tone="accent">{t("screens.opportunity.chances.used")}</Mark>}
      </dt>
      <dd>{data.by_model}%</dd>
      <dd className={styles["how"]}>{t("screens.opportunity.chances.modelHow", { days: data.horizon_days })}</dd>
      {data.reasons.map(({ name, points: n }) => (
        <dd key={name} className={styles["how"]}>
          {name} <b>{points(n)}</b>
        </dd>
      ))}
    </div>
  );
}
