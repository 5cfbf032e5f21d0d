import { api, must } from "@/api/client";
import { RemoteSelect, type PickerProps } from "./RemoteSelect";
import type { Option } from "./useOptions";

async function ask(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/customers", { params: { query: { q, limit: 20 } }, signal }));
  return items.map(({ id, name, owner_name: owner }) => ({ value: id, label: name, hint: owner ?? "" }));
}

/** Chooses a customer by name or phone. */
export function CustomerPicker(props: PickerProps) {
  return <RemoteSelect name="customers" ask={ask} {...props} />;
}
