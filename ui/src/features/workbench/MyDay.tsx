import type { ReactNode } from "react";
import { $api } from "@/api/client";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { TaskGroup } from "@/resource/tasks/TaskGroups";
import { live } from "@/shared/live/meta";
import { useMay, useMe } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { AgendaList } from "./AgendaList";
import { DealsAtRisk } from "./DealsAtRisk";
import styles from "./Workbench.module.css";
import { useUrgency } from "./useUrgency";
import { WaitingLeads } from "./WaitingLeads";

const WORK = live("lead", "customer", "opportunity", "contract", "receipt", "instalment", "activity");

/** My own day: whom to contact, which leads wait, which deals slip, and how far I am. */
export function MyDay({ title, actions }: { title: string; actions: ReactNode }) {
  const may = useMay();
  const { id } = useMe();
  const board = $api.useQuery("get", "/api/v1/dashboards/mine", {}, { meta: WORK, enabled: may("analytics.read") });
  const urgency = useUrgency(board.data?.figures);
  return (
    <Page title={title} state={urgency} actions={actions}>
      {board.error && !board.data && <Failing error={board.error} onRetry={() => void board.refetch()} />}
      {board.isLoading && <div className={styles["waiting"]} aria-busy="true" />}
      {board.data && <FigureStrip figures={board.data.figures} only={["now"]} />}
      <div className={styles["columns"]}>
        {(may("lead.read") || may("customer.read")) && <AgendaList owner={id} />}
        <div className={styles["side"]}>
          {may("task.read") && <TaskGroup bucket="overdue" owner={id} limit={10} named />}
          {may("task.read") && <TaskGroup bucket="today" owner={id} limit={10} named />}
          {may("lead.read") && <WaitingLeads owner={id} />}
          {may("opportunity.read") && <DealsAtRisk owner={id} />}
          {board.data && (
            <div>
              <FigureStrip figures={board.data.figures} only={["month", "hand"]} narrow />
            </div>
          )}
        </div>
      </div>
    </Page>
  );
}
