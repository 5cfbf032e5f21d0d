import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText, parseMoney } from "@/shared/moneyText";
import { useFormat } from "@/shared/useFormat";

interface Props {
  id?: string;
  value?: number | null;
  onChange?: (minor: number | null) => void;
  autoFocus?: boolean;
  "aria-label"?: string;
}

/** An amount typed in yuan (also `12.5万`), held in minor units. */
export function MoneyInput({ value = null, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState(() => moneyText(value));
  const shown = parseMoney(text) === value || (text.trim() !== "" && value === null) ? text : moneyText(value);
  const type = (typed: string): void => {
    setText(typed);
    onChange?.(parseMoney(typed));
  };
  return (
    <Input
      {...rest}
      inputMode="decimal"
      value={shown}
      suffix={value !== null && value >= 1_000_000 ? format.moneyExact(value) : t("shell.yuan")}
      onChange={(event) => type(event.target.value)}
    />
  );
}
