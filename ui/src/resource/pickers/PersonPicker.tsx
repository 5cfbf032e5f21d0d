import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { RemoteSelect, type PickerProps } from "./RemoteSelect";
import type { Option } from "./useOptions";

/** Chooses a colleague by name. */
export function PersonPicker(props: PickerProps) {
  const { t } = useTranslation();
  const ask = async (q: string, signal: AbortSignal): Promise<Option[]> => {
    const { items } = must(await api.GET("/api/v1/people", { params: { query: { q } }, signal }));
    return items.map(({ id, name, unit_name: unit, on_duty: onDuty }) => ({
      value: id,
      label: name,
      hint: [unit, onDuty ? "" : t("shell.pick.offDuty")].filter(Boolean).join(" · "),
    }));
  };
  return <RemoteSelect name="people" ask={ask} {...props} />;
}
