import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { Page } from "@/shared/ui/Page";
import { PathLink } from "@/shared/ui/PathLink";
import { useMe } from "@/shared/session/session";
import { PeriodBar } from "./PeriodBar";
import { PlanBoard } from "./PlanBoard";
import { planQuery } from "./planApi";
import styles from "./Plans.module.css";
import { usePlace } from "./usePlace";

/** The plans of one person, such as those of somebody I lead. */
export function PlansOfPage() {
  const { t } = useTranslation();
  const { id: me } = useMe();
  const { id } = useParams({ strict: false }) as { id?: string };
  const owner = Number(id) || me;
  const { grain, on, go } = usePlace(`/plans/of/${owner}`);
  const { data } = useQuery(planQuery({ grain, on, owner }));
  const back = owner !== me && <PathLink to={`/plans?side=team&grain=${grain}&on=${on}`}>{t("screens.plans.backToTeam")}</PathLink>;
  return (
    <Page title={data ? t("screens.plans.of", { name: data.owner_name }) : t("screens.work.label")} actions={back}>
      <WorkTabs of="/plans" />
      <div className={styles["head"]}>
        <PeriodBar grain={grain} shown={data} onGo={go} />
      </div>
      <PlanBoard key={`${owner} ${grain} ${on}`} place={{ grain, on, owner }} />
    </Page>
  );
}
