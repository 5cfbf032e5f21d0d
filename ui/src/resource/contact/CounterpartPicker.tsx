import { Select } from "antd";
import { $api } from "@/api/client";
import { live } from "@/shared/live/meta";

export interface ContactSubject {
  kind: "lead" | "customer" | "opportunity";
  id: number;
  title: string;
}

/** The customer behind what a contact is about; a lead has none to choose people from. */
export function useCustomerOf({ kind, id }: ContactSubject): number | undefined {
  const asked = { params: { path: { id } } };
  const { data } = $api.useQuery("get", "/api/v1/opportunities/{id}", asked, { enabled: kind === "opportunity", staleTime: 60_000 });
  return kind === "customer" ? id : data?.customer_id;
}

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (id: number | null) => void;
  customer: number;
}

/** One of the people in a customer. */
export function CounterpartPicker({ customer, value, onChange, ...rest }: Props) {
  const { data, isFetching } = $api.useQuery("get", "/api/v1/contacts", { params: { query: { customer_id: customer, limit: 100 } } }, { meta: live("contact") });
  const options = (data?.items ?? []).map(({ id, name, title }) => ({ value: id, label: [name, title].filter(Boolean).join(" · ") }));
  return (
    <Select<number>
      {...rest}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      loading={isFetching}
      value={value ?? null}
      onChange={(chosen?: number) => onChange?.(chosen ?? null)}
      options={options}
    />
  );
}
