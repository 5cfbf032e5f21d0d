import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { keepPreviousData } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { UnitPicker } from "@/resource/pickers/UnitPicker";
import { live } from "@/shared/live/meta";
import { useMe } from "@/shared/session/session";
import { Empty } from "@/shared/ui/Empty";
import { Failing } from "@/shared/ui/Failing";
import { Page } from "@/shared/ui/Page";
import { PageSkeleton } from "@/shared/ui/PageSkeleton";
import type { Search } from "@/shared/urlSearch";
import styles from "./Compliance.module.css";
import { DeskTabs } from "./DeskTabs";
import { MyRecord } from "./MyRecord";
import { TallyTable } from "./TallyTable";

const PERIODS = ["day", "week", "month"] as const;
type Period = (typeof PERIODS)[number];

/** The plain date so many days after another. */
function dayAfter(date: string, days: number): string {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** What the address asks for: which span, around which day, of whom. */
function useAsked() {
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const ask = (more: Record<string, string | number>): void => {
    const next = Object.fromEntries(Object.entries({ ...search, ...more }).filter(([, value]) => value !== ""));
    void navigate({ to: "/dispatch/compliance", search: next as never, replace: true });
  };
  const period = PERIODS.find((one) => one === search["period"]) ?? "week";
  return { period, on: search["on"] || undefined, unit: search["unit_id"] ? Number(search["unit_id"]) : undefined, ask };
}

/** How clocks were kept: my own record first, then people and units. */
export function CompliancePage() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const { period, on, unit, ask } = useAsked();
  const query = { period, on, unit_id: unit };
  const { data, error, isPending, refetch } = $api.useQuery("get", "/api/v1/dispatch/compliance", { params: { query } }, { meta: { ...live("lead", "case", "breach"), paced: true }, placeholderData: keepPreviousData });
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failing error={error} onRetry={() => void refetch()} />;
  const wide = permissions["dispatch.read"] !== "own";
  const { first, last } = data.period;
  return (
    <Page title={t("screens.compliance.title")} state={t("screens.figures.period", { first, last })}>
      <DeskTabs />
      <div className={styles["tools"]}>
        <Segmented<Period> aria-label={t("screens.compliance.period")} value={period} onChange={(next) => ask({ period: next })} options={PERIODS.map((value) => ({ value, label: t(`screens.compliance.${value}`) }))} />
        <Button size="small" icon={<LeftOutlined />} aria-label={t("screens.compliance.before")} onClick={() => ask({ on: dayAfter(first, -1) })} />
        <Button size="small" icon={<RightOutlined />} aria-label={t("screens.compliance.after")} onClick={() => ask({ on: dayAfter(last, 1) })} />
        {wide && <UnitPicker listWidth={280} placeholder={t("screens.workbench.everyone")} aria-label={t("fields.common.unit_id")} value={unit ?? null} onChange={(id) => ask({ unit_id: id ?? "" })} />}
      </div>
      <MyRecord board={data} />
      {wide && data.people.length === 0 && <Empty title={t("screens.compliance.none")} text={t("screens.compliance.noneText")} />}
      {wide && <TallyTable board={data} title={t("screens.compliance.people")} head={t("screens.workbench.person")} by="owner_id" rows={data.people} />}
      {wide && data.units.length > 1 && <TallyTable board={data} title={t("screens.compliance.units")} head={t("fields.common.unit_id")} by="unit_id" rows={data.units} />}
    </Page>
  );
}
