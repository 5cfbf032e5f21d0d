import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, must } from "@/api/client";
import { useOptions, type Option } from "./useOptions";

interface Props {
  id?: string;
  value: readonly number[];
  onChange: (ids: number[]) => void;
  /** Names of those who are chosen already. */
  known: Readonly<Record<number, string>>;
  "aria-label"?: string;
}

async function ask(q: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = must(await api.GET("/api/v1/people", { params: { query: { q } }, signal }));
  return items.map(({ id, name, unit_name: unit }) => ({ value: id, label: name, hint: unit }));
}

/** Chooses several colleagues by name. */
export function PeoplePicker({ value, onChange, known, ...rest }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { options, searching, setText } = useOptions("people", ask, open);
  const found = new Set(options.map((one) => one.value));
  const chosen = value.filter((id) => !found.has(id) && known[id]).map((id) => ({ value: id, label: known[id] ?? "" }));
  return (
    <Select<number[], Option>
      {...rest}
      mode="multiple"
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t("shell.pick.people")}
      loading={searching}
      notFoundContent={searching ? t("shell.pick.searching") : t("shell.pick.none")}
      onOpenChange={setOpen}
      value={[...value]}
      onChange={(ids) => onChange(ids)}
      options={[...chosen, ...options]}
    />
  );
}
