import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import styles from "./Analytics.module.css";
import { AnalyticsTabs } from "./AnalyticsTabs";

interface Props {
  /** What is told beside the title: which days. */
  days?: { first: string; last: string } | undefined;
  controls: ReactNode;
  asked: { error: unknown; isPending: boolean; data?: unknown; refetch: () => unknown };
  children: ReactNode;
}

/** The frame of every page about deals: tabs, what to choose, waiting and failing. */
export function DealsPage({ days, controls, asked, children }: Props) {
  const { t } = useTranslation();
  return (
    <Page title={t("shell.nav.analytics")} state={days && t("screens.figures.period", { first: days.first, last: days.last })}>
      <AnalyticsTabs />
      <div className={styles["tools"]}>{controls}</div>
      {Boolean(asked.error) && !asked.data && <Failing error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {children}
    </Page>
  );
}
