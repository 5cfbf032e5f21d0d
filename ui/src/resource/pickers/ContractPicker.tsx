import { api, must } from "@/api/client";
import { RemoteSelect, type PickerProps } from "./RemoteSelect";
import type { Option } from "./useOptions";

async function ask(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/contracts", { params: { query: { q, limit: 20 } }, signal }));
  return items.map(({ id, title, number }) => ({ value: id, label: title, hint: number }));
}

/** Chooses a contract by title or number. */
export function ContractPicker(props: PickerProps) {
  return <RemoteSelect name="contracts" ask={ask} {...props} />;
}
