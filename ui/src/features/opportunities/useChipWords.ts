import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import type { Pipeline } from "@/api/types";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";
import type { Search } from "@/shared/urlSearch";
import { useFormat } from "@/shared/useFormat";

const STAGES = new Set(["reached_stage_id", "left_stage_id"]);
const RIVALS = new Set(["competitor_id", "lost_to_id"]);
const AMOUNTS = new Set(["amount_from", "amount_below"]);
const DAYS = new Set(["closed_within_days", "open_after_days"]);

/** What the filters mean that figures open the list by: names of stages and rivals, the way as words, amounts as money. */
export function useChipWords(pipelines: readonly Pipeline[], asked: Search): (name: string, value: string) => string | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  const rivals = $api.useQuery("get", "/api/v1/competitors", {}, { staleTime: 60_000, meta: live("competitor"), enabled: [...RIVALS].some((name) => asked[name] !== undefined) }).data;
  const products = $api.useQuery("get", "/api/v1/products", { params: { query: { limit: 200 } } }, { staleTime: 60_000, meta: live("product"), enabled: asked["product_id"] !== undefined }).data;
  const stages = useMemo(() => new Map(pipelines.flatMap((line) => line.stages.map(({ id, name }) => [String(id), name]))), [pipelines]);
  return useCallback(
    (name, value) => {
      const nodeName = (node: string): string => {
        const [round = "", stage] = node.split(".");
        if (stage === undefined) return t(`screens.flow.node.${node}`);
        const called = stages.get(stage) ?? t("screens.flow.retired");
        return round === "1" ? called : t("screens.flow.round", { name: called, n: Number(round) });
      };
      if (name === "went") {
        const [from = "", to = ""] = value.split("-");
        return from && to ? t("screens.flow.step", { from: nodeName(from), to: nodeName(to) }) : nodeName(from || to);
      }
      if (STAGES.has(name)) return stages.get(value);
      if (RIVALS.has(name)) return rivals?.items.find(({ id }) => String(id) === value)?.name;
      if (name === "product_id") return products?.items.find(({ id }) => String(id) === value)?.name;
      if (AMOUNTS.has(name)) return format.money(Number(value), "CNY");
      if (DAYS.has(name)) return t("screens.flow.withinDays", { n: Number(value) });
      if (name === "source") return enumText(t, "lead_source", value);
      return undefined;
    },
    [t, format, stages, rivals, products],
  );
}
