import LikeFilled from "@ant-design/icons/LikeFilled";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import type { QueryOf } from "@/api/types";
import { Timeline } from "@/resource/timeline/Timeline";
import type { Resource } from "@/resource/types";
import { useRefresh } from "@/resource/useRecord";
import { absolute } from "@/shared/format";
import { useMe } from "@/shared/session/session";
import { Mark } from "@/shared/ui/Mark";
import { When } from "@/shared/ui/When";
import { Answer } from "./Answer";
import { Figures } from "./Figures";
import { readReport } from "./reportApi";
import { Rollup } from "./Rollup";
import styles from "./Reports.module.css";
import type { Report, ReportRow } from "./types";

const REPORTS: Resource<ReportRow> = {
  kind: "report",
  fields: [],
  title: ({ title }) => title,
  list: async (query, signal) => must(await api.GET("/api/v1/reports", { params: { query: query as QueryOf<"/api/v1/reports"> }, signal })),
};

function Readers({ report }: { report: Report }) {
  const { t } = useTranslation();
  if (report.readers.length === 0) return <p className={styles["quiet"]}>{t("screens.reports.noReaders")}</p>;
  return (
    <ul className={styles["readers"]}>
      {report.readers.map((one) => (
        <li key={one.id}>
          {one.name}{" "}
          {one.read_at ? (
            <Mark tone="good">
              {t("screens.reports.hasRead")} <When at={one.read_at} />
            </Mark>
          ) : (
            <Mark>{t("screens.reports.notRead")}</Mark>
          )}
          {one.good_at && <LikeFilled className={styles["good"] ?? ""} aria-label={t("screens.reports.good")} />}
        </li>
      ))}
    </ul>
  );
}

function Earlier({ report }: { report: Report }) {
  const { t } = useTranslation();
  if (report.revisions.length === 0) return null;
  return report.revisions.map(({ at, answers }) => (
    <details key={at}>
      <summary>{t("screens.reports.until", { at: absolute(at) })}</summary>
      {report.blocks
        .filter(({ kind }) => kind !== "figures")
        .map((block) => (
          <section key={block.id}>
            <h3>{block.title}</h3>
            <Answer block={block} value={answers[block.id]} />
          </section>
        ))}
    </details>
  ));
}

/** A report to be read: its figures, its answers, who has read it, and what is said about it. */
export function Reading({ report }: { report: Report }) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const { id: me } = useMe();
  const mine = report.owner_id === me;
  const unread = !mine && report.state === "submitted" && !report.readers.some((one) => one.id === me && one.read_at !== null);
  useEffect(() => {
    if (unread) void readReport(report.id).then(() => refresh("report"));
    // once for each report that is opened
    // oxlint-disable-next-line react/exhaustive-deps
  }, [report.id, unread]);
  return (
    <div className={styles["reading"]}>
      <div>
        {report.blocks.map((block) => (
          <section key={block.id} className={styles["block"]}>
            <h2 className={styles["question"]}>{block.title}</h2>
            {block.kind === "figures" ? <Figures codes={block.figures ?? []} report={report} /> : <Answer block={block} value={report.answers[block.id]} />}
          </section>
        ))}
        <Earlier report={report} />
        {report.about_unit_id !== null && <Rollup id={report.id} />}
      </div>
      <aside className={styles["aside"]}>
        <h2 className={styles["question"]}>{t("screens.reports.readers")}</h2>
        <Readers report={report} />
        {report.state === "submitted" && <Timeline resource={REPORTS} id={report.id} />}
      </aside>
    </div>
  );
}
