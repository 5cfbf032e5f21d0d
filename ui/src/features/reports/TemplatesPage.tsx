import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { useAct } from "@/resource/useAct";
import { WorkTabs } from "@/resource/work/WorkTabs";
import { live } from "@/shared/live/meta";
import { useMay } from "@/shared/session/session";
import { Failing } from "@/shared/ui/Failing";
import { Mark } from "@/shared/ui/Mark";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import { PathLink } from "@/shared/ui/PathLink";
import styles from "./Reports.module.css";
import { dueSentence, whoSentence } from "./sentences";
import type { Template } from "./types";

function Row({ template }: { template: Template }) {
  const { t } = useTranslation();
  const act = useAct();
  const [sure, setSure] = useState(false);
  const retire = (): void => act({ run: () => api.POST("/api/v1/report-templates/{id}/retirements", { params: { path: { id: template.id } } }), done: "screens.reports.retiredNow", touches: ["report_template"] });
  return (
    <li className={styles["due"]}>
      <span>
        <PathLink to={`/reports/templates/${template.id}`}>
          <b>{template.name}</b>
        </PathLink>{" "}
        <span className={styles["quiet"]}>
          {whoSentence(t, template)} {dueSentence(t, template)}
        </span>
        {template.coming_from && <small className={styles["quiet"]}>{t("screens.reports.comingFrom", { day: template.coming_from })}</small>}
      </span>
      {template.retired_at ? <Mark>{t("screens.reports.retired")}</Mark> : <Mark tone="good">{enumText(t, "report_period", template.period)}</Mark>}
      {template.actions.includes("retire") && (
        <Button danger={sure} onClick={() => (sure ? retire() : setSure(true))} onBlur={() => setSure(false)}>
          {t(sure ? "screens.reports.retireSure" : "screens.reports.retire")}
        </Button>
      )}
    </li>
  );
}

function Presets({ names }: { names: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/report-templates/presets", {});
  if (error) return <Failing error={error} onRetry={() => void refetch()} />;
  return (
    <section>
      <h2 className={styles["sub"]}>{t("screens.reports.presets")}</h2>
      <ul className={styles["cards"]}>
        {data?.items.map((preset) => (
          <li key={preset.code} className={styles["card"]}>
            <b>{preset.name}</b> {names.has(preset.name) && <Mark tone="good">{t("screens.reports.inUse")}</Mark>}
            <p className={styles["quiet"]}>{preset.blocks.map(({ title }) => title).join(t("shell.enumerate"))}</p>
            <PathLink to={`/reports/templates/new?preset=${preset.code}`}>
              <Button size="small">{t("screens.reports.take")}</Button>
            </PathLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is asked of whom; templates of the product to begin with. */
export function TemplatesPage() {
  const { t } = useTranslation();
  const manages = useMay()("report.manage");
  const { data, error, refetch } = $api.useQuery("get", "/api/v1/report-templates", { params: { query: { retired: true } } }, { meta: live("report_template") });
  if (error && !data) return <Failing error={error} onRetry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const create = manages && (
    <PathLink to="/reports/templates/new">
      <Button type="primary">{t("screens.reports.createTemplate")}</Button>
    </PathLink>
  );
  const names = new Set(data.items.filter(({ retired_at }) => !retired_at).map(({ name }) => name));
  return (
    <Page title={t("screens.reports.templates")} state={t("screens.reports.templateCount", { n: names.size })} actions={create}>
      <WorkTabs of="/reports" />
      <div className={styles["page"]}>
        {data.items.length === 0 && <p className={styles["quiet"]}>{t("screens.reports.noTemplatesText")}</p>}
        <ul>
          {data.items.map((template) => (
            <Row key={template.id} template={template} />
          ))}
        </ul>
        {manages && <Presets names={names} />}
      </div>
    </Page>
  );
}
