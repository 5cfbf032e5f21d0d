import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./RemoteSelect.module.css";
import { useOptions, type Option } from "./useOptions";

export interface PickerProps {
  id?: string;
  value?: number | null;
  onChange?: (id: number | null) => void;
  /** The name of the present value, when it is known without asking. */
  known?: string | undefined;
  className?: string;
  /** How wide the list is, where the control itself is narrow. */
  listWidth?: number;
  placeholder?: string;
  autoFocus?: boolean;
  defaultOpen?: boolean;
  status?: "error";
  "aria-label"?: string;
}

interface Props extends PickerProps {
  name: string;
  ask: (q: string, signal: AbortSignal) => Promise<Option[]>;
}

const renderOption = ({ data }: { data: Option }) => (
  <span className={styles["option"]}>
    {data.label}
    <small>{data.hint}</small>
  </span>
);

/** A select whose options the server finds while one types. */
export function RemoteSelect({ name, ask, value = null, onChange, known, listWidth, ...rest }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(rest.autoFocus ?? false);
  const { options, searching, setText } = useOptions(name, ask, open || (value !== null && !known));
  const labelled = value !== null && known && !options.some((option) => option.value === value) ? [{ value, label: known }, ...options] : options;
  return (
    <Select<number, Option>
      {...rest}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      popupMatchSelectWidth={listWidth ?? true}
      loading={searching}
      notFoundContent={searching ? t("shell.pick.searching") : t("shell.pick.none")}
      onOpenChange={setOpen}
      value={value}
      onChange={(chosen?: number) => onChange?.(chosen ?? null)}
      options={labelled}
      optionRender={renderOption}
    />
  );
}
