import { keepPreviousData } from "@tanstack/react-query";
import { Segmented } from "antd";
import { lazy, Suspense } from "react";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { OutcomeRow } from "@/api/types";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import { useMode } from "@/shared/theme/choice";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { FigureLink, pathOf } from "@/shared/ui/FigureLink";
import { Page } from "@/shared/ui/Page";
import { splitPath } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";
import styles from "./Analytics.module.css";
import { AnalyticsTabs } from "./AnalyticsTabs";
import { OUTCOMES, shades, withStatus } from "./outcomes";
import { useScope } from "./useScope";

const OutcomeChart = lazy(() => import("./OutcomeChart"));

const KEYS = ["month", "source"] as const;
type By = (typeof KEYS)[number];

interface TableProps {
  rows: readonly OutcomeRow[];
  by: By;
  nameOf: (key: string) => string;
}

function OutcomeTable({ rows, by, nameOf }: TableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const colours = shades(useMode());
  const share = ({ total, by_status: of }: OutcomeRow): string => (total > 0 ? format.percent((of["converted"] ?? 0) / total) : "");
  return (
    <div className={styles["scroll"]} tabIndex={0} role="region" aria-label={t("screens.analytics.tabs.outcomes")}>
      <table className={styles["table"]}>
        <thead>
          <tr>
            <th scope="col">{t(`screens.analytics.by.${by}`)}</th>
            <th scope="col">{t("screens.analytics.total")}</th>
            {OUTCOMES.map((status, index) => (
              <th key={status} scope="col">
                <i className={styles["swatch"]} style={{ background: colours[index] }} />
                {enumText(t, "lead_status", status)}
              </th>
            ))}
            <th scope="col">{t("screens.analytics.convertedShare")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{nameOf(row.key)}</th>
              <td>
                <FigureLink link={row.link}>{format.count(row.total)}</FigureLink>
              </td>
              {OUTCOMES.map((status) => (
                <td key={status}>
                  <FigureLink link={withStatus(row.link, status)}>{format.count(row.by_status[status] ?? 0)}</FigureLink>
                </td>
              ))}
              <td>{share(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What became of leads, by the month they came or by their source. */
export function OutcomePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { search, owner_id, unit_id, set, controls } = useScope();
  const by: By = search["by"] === "source" ? "source" : "month";
  const options = { meta: live("lead"), placeholderData: keepPreviousData };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/lead-outcomes", { params: { query: { by, owner_id, unit_id } } }, options);
  const shownBy: By = data?.by ?? by;
  const nameOf = (key: string): string => (shownBy === "source" ? enumText(t, "lead_source", key) : key);
  const open = (row: number, status: string): void => {
    const link = data?.rows[row]?.link;
    if (link) void navigate(splitPath(pathOf(withStatus(link, status))) as never);
  };
  return (
    <Page title={t("shell.nav.analytics")}>
      <AnalyticsTabs />
      <div className={styles["tools"]}>
        <Segmented<By> value={by} onChange={(next) => set("by", next)} options={KEYS.map((value) => ({ value, label: t(`screens.analytics.by.${value}`) }))} />
        {controls}
      </div>
      {error && !data && <Failing error={error} onRetry={() => void refetch()} />}
      {isPending && <div className={styles["waiting"]} aria-busy="true" />}
      {data?.rows.length === 0 && <Empty title={t("screens.analytics.none")} text={t("screens.analytics.noneText")} />}
      {data && data.rows.length > 0 && (
        <>
          <div className={styles["tall"]}>
            <Suspense>
              <OutcomeChart rows={data.rows} nameOf={nameOf} onOpen={open} label={t("screens.analytics.tabs.outcomes")} />
            </Suspense>
          </div>
          <OutcomeTable rows={data.rows} by={shownBy} nameOf={nameOf} />
        </>
      )}
    </Page>
  );
}
