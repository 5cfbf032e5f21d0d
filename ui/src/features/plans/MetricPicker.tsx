import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { $api } from "@/api/client";
import { enumText } from "@/resource/texts";
import { live } from "@/shared/live/meta";

interface Props {
  id?: string;
  value?: string | null;
  onChange?: (code: string | null) => void;
}

/** By which figure an item is measured; one that is no longer offered is shown by its code. */
export function MetricPicker({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const { data, isFetching } = $api.useQuery("get", "/api/v1/targets/metrics", {}, { meta: live("metric") });
  const options = (data?.items ?? []).map(({ code, name }) => ({ value: `metric.${code}`, label: name || enumText(t, "target_metric", code) }));
  const known = !value || options.some((one) => one.value === value) ? options : [{ value, label: value }, ...options];
  return <Select<string> {...rest} allowClear showSearch={{ optionFilterProp: "label" }} loading={isFetching} value={value ?? null} options={known} onChange={(code?: string) => onChange?.(code ?? null)} />;
}
