import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import styles from "./Analytics.module.css";
import { AnalyticsTabs } from "./AnalyticsTabs";

interface Props {
  /** What is told beside the title: which days. */
  days?: { first: string; last: string } | undefined;
  controls: ReactNode;
  asked: { error: unknown; isPending: boolean; data?: unknown; refetch: () => unknown };
  /** The table as a file: whose address, and what of the page it is asked with. */
  file?: { path: string; query: Readonly<Record<string, unknown>> } | undefined;
  children: ReactNode;
}

const addressOf = ({ path, query }: NonNullable<Props["file"]>): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return `/api/v1/${path}/table.xlsx?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
};

/** The frame of every page about deals: tabs, what to choose, waiting and failing. */
export function DealsPage({ days, controls, asked, file, children }: Props) {
  const { t } = useTranslation();
  const may = useMay();
  const download = file && may("opportunity.export") && <Button icon={<DownloadOutlined />} href={addressOf(file)}>{t("screens.flow.export")}</Button>;
  return (
    <Page title={t("shell.nav.analytics")} actions={download} state={days && t("screens.figures.period", { first: days.first, last: days.last })}>
      <AnalyticsTabs />
      <div className={styles["tools"]}>{controls}</div>
      {Boolean(asked.error) && !asked.data && <Failing error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {children}
    </Page>
  );
}
