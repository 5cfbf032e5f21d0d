import { api, must } from "@/api/client";
import { RemoteSelect, type PickerProps } from "./RemoteSelect";
import type { Option } from "./useOptions";

async function ask(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/opportunities", { params: { query: { q, limit: 20 } }, signal }));
  return items.map(({ id, name, customer_name: customer }) => ({ value: id, label: name, hint: customer ?? "" }));
}

/** Chooses a deal by its name. */
export function OpportunityPicker(props: PickerProps) {
  return <RemoteSelect name="opportunities" ask={ask} {...props} />;
}
