import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Search } from "@/shared/urlSearch";
import styles from "./Analytics.module.css";
import { longSpan } from "./longSpan";
import { useScope } from "./useScope";

const PERIODS = ["week", "month", "quarter", "year", "long"] as const;
export type PeriodName = (typeof PERIODS)[number];
type Days = { period?: Exclude<PeriodName, "long"> } | { from: string; to: string };

interface Chosen<T> {
  value: T;
  control: ReactNode;
}

/** Which days, kept in the URL. */
export function usePeriod(usual: PeriodName = "quarter"): Chosen<Days> {
  const { t } = useTranslation();
  const { search, set } = useScope();
  const [span] = useState(() => longSpan(new Date()));
  const period = PERIODS.find((name) => name === search["period"]) ?? usual;
  const control = (
    <Segmented<PeriodName> value={period} onChange={(next) => set("period", next)} options={PERIODS.map((value) => ({ value, label: t(`screens.analytics.period.${value}`) }))} />
  );
  return { value: period === "long" ? span : { period }, control };
}

/** Which pipeline, where there are several; undefined is the default one. */
export function usePipeline(): Chosen<number | undefined> {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Search;
  const { data } = $api.useQuery("get", "/api/v1/pipelines", {}, { staleTime: 600_000 });
  const value = search["pipeline_id"] ? Number(search["pipeline_id"]) : undefined;
  const usual = data?.find(({ is_default }) => is_default)?.id;
  const control = data && data.length > 1 && (
    <Select
      className={styles["pick"] ?? ""}
      popupMatchSelectWidth={false}
      aria-label={t("filters.common.pipeline_id")}
      value={value ?? usual ?? null}
      onChange={(next) => void navigate({ to: ".", search: { ...search, pipeline_id: next === usual ? "" : String(next) } as never, replace: true })}
      options={data.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
  return { value, control };
}

/** Whose deals of which pipeline, as every page about them is asked. */
export function useDeals() {
  const of = useScope();
  const pipeline = usePipeline();
  const controls = (
    <>
      {of.controls}
      {pipeline.control}
    </>
  );
  return { ...of, whose: { owner_id: of.owner_id, unit_id: of.unit_id, pipeline_id: pipeline.value }, controls };
}
