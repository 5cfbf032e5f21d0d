import { useMemo } from "react";
import { $api } from "@/api/client";
import type { Field } from "@/resource/types";
import { useMay } from "@/shared/session/session";

const MOST = 100;

/** The field by which a new deal says what the customer asks for: one of the conditions of pipelines. */
export function useProductField(): Field {
  const may = useMay();
  const { data } = $api.useQuery("get", "/api/v1/products", { params: { query: { active: true, limit: MOST } } }, { staleTime: 600_000, enabled: may("product.read") });
  return useMemo(() => {
    const items = data?.items ?? [];
    const labels = Object.fromEntries(items.map(({ id, name }) => [String(id), name]));
    return { name: "product_id", kind: "select", values: Object.keys(labels), labels, help: "screens.stageGuide.productHelp" };
  }, [data]);
}
