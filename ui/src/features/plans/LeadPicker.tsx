import { api, must } from "@/api/client";
import { RemoteSelect, type PickerProps } from "@/resource/pickers/RemoteSelect";
import type { Option } from "@/resource/pickers/useOptions";

async function askLeads(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/leads", { params: { query: { q, limit: 20 } }, signal }));
  return items.map(({ id, name, company }) => ({ value: id, label: name || company || `#${id}`, hint: company ?? "" }));
}

/** Chooses a lead by name or phone. */
export function LeadPicker(props: PickerProps) {
  return <RemoteSelect name="leads" ask={askLeads} {...props} />;
}

async function askContacts(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/contacts", { params: { query: { q, limit: 20 } }, signal }));
  return items.map(({ id, name, customer_name: customer }) => ({ value: id, label: name, hint: customer ?? "" }));
}

/** Chooses a person in a customer. */
export function ContactPicker(props: PickerProps) {
  return <RemoteSelect name="contacts" ask={askContacts} {...props} />;
}
