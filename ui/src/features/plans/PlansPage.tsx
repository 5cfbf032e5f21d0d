import { useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { useMay, useMe } from "@/shared/session/session";
import { Page } from "@/shared/ui/Page";
import { PeriodBar } from "./PeriodBar";
import { PlanBoard } from "./PlanBoard";
import { planQuery } from "./planApi";
import styles from "./Plans.module.css";
import { TeamPlans } from "./TeamPlans";
import { usePlace } from "./usePlace";

const CadenceDrawer = lazy(() => import("./CadenceDrawer"));

/** My plans; and those of the people I lead. */
export function PlansPage() {
  const { t } = useTranslation();
  const may = useMay();
  const { permissions } = useMe();
  const { grain, on, search, go } = usePlace("/plans");
  const [setting, setSetting] = useState(false);
  const beyond = permissions["plan.read"] !== "own";
  const team = beyond && (search["side"] === "team" || !may("plan.edit"));
  const { data } = useQuery({ ...planQuery({ grain, on }), enabled: !team });
  const actions = may("plan.manage") && <Button onClick={() => setSetting(true)}>{t("screens.plans.cadence")}</Button>;
  return (
    <Page title={t("screens.work.label")} actions={actions}>
      <WorkTabs />
      <div className={styles["head"]}>
        {beyond && may("plan.edit") && (
          <Segmented aria-label={t("screens.plans.side")} value={team ? "team" : "mine"} onChange={(side) => go({ side })} options={["mine", "team"].map((value) => ({ value, label: t(`screens.plans.${value}`) }))} />
        )}
        {!team && <PeriodBar grain={grain} shown={data} onGo={go} />}
      </div>
      {team ? <TeamPlans grain={grain} on={on} unit={Number(search["unit"]) || null} onGo={go} /> : <PlanBoard key={`${grain} ${on}`} place={{ grain, on }} />}
      <Suspense>{setting && <CadenceDrawer onClose={() => setSetting(false)} />}</Suspense>
    </Page>
  );
}
