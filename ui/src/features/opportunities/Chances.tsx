import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Opportunity } from "@/api/types";
import { wholeTexts } from "@/shared/i18n/i18n";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { Money } from "@/shared/ui/Money";
import styles from "./OpportunityRelations.module.css";

const ModelChance = lazy(async () => {
  const [part] = await Promise.all([import("./ModelChance"), wholeTexts()]);
  return part;
});

/** The chances of an open deal, how each comes about, and which of them the forecast goes by. */
export function Chances({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation();
  const { forecast_by: used } = useMe();
  if (!deal.chances || deal.stage_kind !== "open") return null;
  const { competitor_count: n, stage_name: stage, percent } = deal;
  const rows = [
    { key: "stage", title: "stage", chance: deal.chances.by_stage, how: t("screens.opportunity.chances.stageHow", { stage, percent }) },
    {
      key: "competition",
      title: "rivals",
      chance: deal.chances.by_competition,
      how: n > 0 ? t("screens.opportunity.chances.rivalsHow", { n, all: n + 1 }) : t("screens.opportunity.chances.aloneHow"),
    },
  ];
  return (
    <section>
      <h2 className={styles["title"]}>{t("screens.opportunity.chances.title")}</h2>
      <dl className={styles["pairs"]}>
        {rows.map(({ key, title, chance, how }) => (
          <div key={key} className={styles["chance"]}>
            <dt>
              {t(`screens.opportunity.chances.${title}`)}
              {key === used && <Mark tone="accent">{t("screens.opportunity.chances.used")}</Mark>}
            </dt>
            <dd>{chance}%</dd>
            <dd className={styles["how"]}>{how}</dd>
          </div>
        ))}
        <Suspense>
          <ModelChance deal={deal} used={used === "model"} />
        </Suspense>
        <div className={styles["chance"]}>
          <dt>{t("fields.opportunity.weighted_minor")}</dt>
          <dd>
            <Money minor={deal.weighted_minor} currency={deal.currency} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
