import { api, must } from "@/api/client";
import { OpportunityPicker } from "@/resource/pickers/OpportunityPicker";
import { RemoteSelect, type PickerProps } from "@/resource/pickers/RemoteSelect";
import type { Option } from "@/resource/pickers/useOptions";

async function askEvents(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/sales-events", { params: { query: { ...(q && { q }), limit: 20 } }, signal }));
  return items.map(({ id, name, starts_at: at }) => ({ value: id, label: name, hint: at.slice(0, 10) }));
}

async function askProducts(text: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/products", { params: { query: { active: true, limit: 20, ...(text && { text }) } }, signal }));
  return items.map(({ id, code, name }) => ({ value: id, label: name, hint: code }));
}

export const EventPicker = (props: PickerProps) => <RemoteSelect name="sales_events" ask={askEvents} {...props} />;
const ProductPicker = (props: PickerProps) => <RemoteSelect name="target_products" ask={askProducts} {...props} />;

/** What a node of each dimension is about, where that is one record. */
export const RECORDS = {
  product: { Picker: ProductPicker, key: "product_id" },
  project: { Picker: OpportunityPicker, key: "opportunity_id" },
  event: { Picker: EventPicker, key: "sales_event_id" },
} as const;
