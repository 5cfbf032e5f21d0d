import { useMemo } from "react";
import { $api } from "@/api/client";
import type { Field, Values } from "@/resource/types";
import { live } from "@/shared/live/meta";
import { FIELDS } from "./noteResource";

const field = (name: string): Field => {
  const found = FIELDS.find((one) => one.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
};

export const STARTS: Values = { sort: "other", source: "customer", certainty: "hearsay" };

/** The form of a note: whom it is about comes first, with those known offered; most of it is one press each. */
export function useNoteForm(): readonly Field[] {
  const { data: known } = $api.useQuery("get", "/api/v1/competitors", { params: { query: { active: true } } }, { staleTime: 60_000, meta: live("competitor") });
  const { data: products } = $api.useQuery("get", "/api/v1/products", { params: { query: { active: true, limit: 50 } } }, { staleTime: 60_000, meta: live("product") });
  return useMemo(() => {
    const labels = Object.fromEntries((products?.items ?? []).map(({ id, name }) => [String(id), name]));
    return [
      { name: "competitor", kind: "text", maxLength: 120, suggest: { values: (known?.items ?? []).map(({ name }) => name) }, help: "screens.market.nameHelp" },
      field("text"),
      field("sort"),
      field("price_minor"),
      field("source"),
      field("certainty"),
      ...(Object.keys(labels).length > 0 ? [{ name: "product_id", kind: "select", values: Object.keys(labels), labels } as const] : []),
      field("heard_on"),
      field("important"),
    ];
  }, [known, products]);
}
