import { Suspense, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { FigureStrip } from "@/resource/figures/FigureStrip";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { later } from "./later";
import { PeriodSwitch } from "./PeriodSwitch";
import { TodayList } from "./TodayList";
import { urgencyText } from "./todayWords";
import { MINUTE, useBoard, WORK } from "./useBoard";
import { Waiting } from "./Waiting";
import styles from "./Workbench.module.css";

const Attainments = later(() => import("./Attainments"));
const QuotaStrip = later(() => import("./QuotaStrip"));
const MINE = ["month", "hand"] as const;

function MyNumbers() {
  const { t } = useTranslation();
  const { period } = useBoard();
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/dashboards/mine", { params: { query: { period } } }, { meta: WORK });
  return (
    <section className={styles["side"]} aria-label={t("screens.workbench.numbers")}>
      <header className={styles["head"]}>
        <h2>{t("screens.workbench.numbers")}</h2>
        <PeriodSwitch />
      </header>
      {isPending && <Waiting rows={5} />}
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {data && <FigureStrip figures={data.figures} only={MINE} period={period} narrow />}
    </section>
  );
}

/** My own day: everything that asks for me in one list, and how far I am. */
export function MyDay({ title, actions }: { title: string; actions: ReactNode }) {
  const { t } = useTranslation();
  const may = useMay();
  const counts = may("analytics.read");
  const today = $api.useQuery("get", "/api/v1/dashboards/today", {}, { meta: WORK, enabled: counts, refetchInterval: MINUTE });
  return (
    <Page title={title} state={today.data && urgencyText(t, today.data.counts)} actions={actions}>
      {counts && (
        <div className={styles["columns"]}>
          <TodayList board={today.data} error={today.error} onRetry={() => void today.refetch()} />
          <div className={styles["mine"]}>
            <Suspense>
              {may("target.read") && <Attainments />}
              {may("quota.read") && <QuotaStrip />}
            </Suspense>
            <MyNumbers />
          </div>
        </div>
      )}
    </Page>
  );
}
