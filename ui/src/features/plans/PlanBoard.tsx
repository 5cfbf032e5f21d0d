import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Timeline } from "@/resource/timeline/Timeline";
import type { RecordRow, Resource } from "@/resource/types";
import { today } from "@/shared/days";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { FORM } from "./itemForm";
import { Items } from "./Items";
import { Notes } from "./Notes";
import { planQuery, type Place, type Plan } from "./planApi";
import styles from "./Plans.module.css";
import { Progress } from "./Progress";
import { QuickAdd } from "./QuickAdd";

const Proposals = lazy(() => import("./Proposals"));
const RESOURCE: Resource<RecordRow> = { kind: "plan", fields: FORM, title: String, list: () => Promise.resolve({ items: [], next: null }) };

function Nothing({ plan }: { plan: Plan }) {
  const { t } = useTranslation();
  const { id: me } = useMe();
  if (plan.owner_id !== me) return <Empty title={t("screens.plans.noneForeign", { name: plan.owner_name })} />;
  if (plan.ends_on < today()) return <Empty title={t("screens.plans.noneOver")} />;
  return <Empty title={t("screens.plans.none")} text={t("screens.plans.noneText")} />;
}

/** One person's plan of one period. */
export function PlanBoard({ place }: { place: Place }) {
  const { t } = useTranslation();
  const [drafting, setDrafting] = useState(false);
  const { data: plan, error, isPending, refetch } = useQuery(planQuery(place));
  if (error && !plan) return <Failing error={error} onRetry={() => void refetch()} />;
  if (isPending || !plan) return <div className={styles["waiting"]} aria-busy="true" />;
  const over = plan.ends_on < today();
  return (
    <div className={styles["board"]}>
      <section className={styles["main"]}>
        <div className={styles["marks"]}>
          {plan.day_off && <Mark>{t("screens.plans.dayOff")}</Mark>}
          {plan.due && plan.counts.total === 0 && !over && <Mark tone="warn">{t("screens.plans.due")}</Mark>}
          <Progress counts={plan.counts} />
        </div>
        {plan.may_edit && (
          <div className={styles["make"]}>
            <QuickAdd key={`${plan.grain} ${plan.starts_on} ${plan.owner_id}`} place={place} />
            {!over && (
              <Button title={t("screens.plans.draftText")} onClick={() => setDrafting(true)}>
                {t("screens.plans.draft")}
              </Button>
            )}
          </div>
        )}
        {plan.items.length === 0 ? <Nothing plan={plan} /> : <Items plan={plan} />}
        <Notes plan={plan} />
      </section>
      {plan.id !== null && (
        <aside className={styles["beside"]} aria-label={t("screens.plans.comments")}>
          <Timeline resource={RESOURCE} id={plan.id} />
        </aside>
      )}
      <Suspense>{drafting && <Proposals place={place} onClose={() => setDrafting(false)} />}</Suspense>
    </div>
  );
}
